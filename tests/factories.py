"""Valid objects with one call; a test names only what it is about."""

from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review, ReviewStatus, Tag
from reviewblog.reviews.scales import find_current_scale
from reviewblog.standing.models import PageStatus, StandingPage
from reviewblog.text.markup import RENDERER_VERSION
from reviewblog.text.slugs import slugify
from reviewblog.works.models import (
    Credit,
    CreditRole,
    Person,
    Work,
    WorkCountry,
    WorkKind,
)

LONG_AGO = datetime(2020, 1, 1, 12, tzinfo=UTC)
PASSWORD = "a long walk to the pictures"
# Argon2id of PASSWORD with the cheapest parameters: tests log in often.
PASSWORD_HASH = (
    "$argon2id$v=19$m=8,t=1,p=1$JqCu5wuUyBrGEMKGTBEZww$"
    "/6LwyxMO19xsrtfB+Nhv5Mqce61t2Wxm4BUlo1rDriw"
)

_serial = count(1)

T = TypeVar("T")


def make_account(session: Session, **overrides: Any) -> Account:
    number = next(_serial)
    defaults = {
        "username": f"critic{number}",
        "display_name": f"Critic {number}",
        "email": f"critic{number}@example.org",
        "password_hash": PASSWORD_HASH,
        "role": Role.OWNER,
        "created_at": LONG_AGO,
        "disabled_at": None,
    }
    return save(session, Account(**defaults | overrides))


def make_person(session: Session, name: str = "", **overrides: Any) -> Person:
    number = next(_serial)
    defaults = {
        "uuid": uuid4(),
        "slug": f"person-{number}",
        "name": name or f"Person {number}",
        "disambiguation": "",
        "sort_name": (name or f"Person {number}").casefold(),
        "created_at": LONG_AGO,
    }
    return save(session, Person(**defaults | overrides))


def make_work(
    session: Session,
    *,
    directors: tuple[str, ...] = (),
    writers: tuple[str, ...] = (),
    cast: tuple[str, ...] = (),
    countries: tuple[str, ...] = (),
    **overrides: Any,
) -> Work:
    """Make a work; a cast member reads ``Name`` or ``Name as Role``."""
    number = next(_serial)
    title = overrides.get("title", f"Film {number}")
    defaults = {
        "uuid": uuid4(),
        "slug": f"film-{number}",
        "kind": WorkKind.FILM,
        "title": title,
        "sort_title": title.casefold(),
        "original_title": "",
        "original_language": "",
        "release_year": 1967,
        "runtime_minutes": 124,
        "created_at": LONG_AGO,
    }
    work = Work(**defaults | overrides)
    work.countries = [
        WorkCountry(position=place, name=name)
        for place, name in enumerate(countries, start=1)
    ]
    billed = {
        CreditRole.DIRECTOR: directors,
        CreditRole.WRITER: writers,
        CreditRole.CAST: cast,
    }
    work.credits = [
        _credit(session, role, place, text)
        for role, names in billed.items()
        for place, text in enumerate(names, start=1)
    ]
    return save(session, work)


def make_review(session: Session, **overrides: Any) -> Review:
    """Make a published review; ``tags`` takes names, ``grade`` a label."""
    number = next(_serial)
    if "work" not in overrides and "work_id" not in overrides:
        overrides["work"] = make_work(session)
    if "author" not in overrides and "author_id" not in overrides:
        overrides["author"] = make_account(session)
    if isinstance(overrides.get("grade"), str):
        overrides["grade"] = grade_labelled(session, overrides["grade"])
    overrides["tags"] = [make_tag(session, name) for name in overrides.get("tags", ())]
    defaults = {
        "uuid": uuid4(),
        "feed_id": f"urn:test:{number}",
        "slug": f"review-{number}",
        "title": f"Review {number}",
        "dek": "A city made of glass.",
        "body": "A city made of glass.",
        "body_html": "<p>A city made of glass.</p>",
        "notes_html": "",
        "renderer_version": RENDERER_VERSION,
        "word_count": 5,
        "status": ReviewStatus.PUBLISHED,
        "published_at": LONG_AGO,
        "created_at": LONG_AGO,
        "updated_at": LONG_AGO,
        "deleted_at": None,
        "comment_mode": None,
        "comments_close_at": None,
        "comment_count": 0,
    }
    return save(session, Review(**defaults | overrides))


def make_comment(session: Session, **overrides: Any) -> Comment:
    defaults = {
        "parent_id": None,
        "account_id": None,
        "grade_id": None,
        "author_name": "Ada",
        "author_email": "",
        "wants_notice": False,
        "body": "I laughed all the way.",
        "body_html": "<p>I laughed all the way.</p>",
        "renderer_version": RENDERER_VERSION,
        "status": CommentStatus.PENDING,
        "submitted_at": LONG_AGO,
        "edited_at": None,
        "writer_hash": f"writer-{next(_serial)}",
        "address_hash": f"address-{next(_serial)}",
    }
    if "review" not in overrides and "review_id" not in overrides:
        overrides["review"] = make_review(session)
    return save(session, Comment(**defaults | overrides))


def make_page(session: Session, **overrides: Any) -> StandingPage:
    """Make a published standing page."""
    number = next(_serial)
    defaults = {
        "slug": f"page-{number}",
        "title": f"Page {number}",
        "dek": "",
        "status": PageStatus.PUBLISHED,
        "in_menu": False,
        "in_footer": False,
        "position": number,
        "renderer_version": RENDERER_VERSION,
        "published_at": LONG_AGO,
        "created_at": LONG_AGO,
        "updated_at": LONG_AGO,
        "deleted_at": None,
        "body": "One seat.",
        "body_html": "<p>One seat.</p>",
        "notes_html": "",
    }
    return save(session, StandingPage(**defaults | overrides))


def make_tag(session: Session, name: str) -> Tag:
    """Return the tag of that name, making it the first time."""
    known = session.scalar(select(Tag).where(Tag.name == name))
    return known or save(session, Tag(name=name, slug=slugify(name, fallback="tag")))


def grade_labelled(session: Session, label: str) -> Grade:
    """Return a grade of the scale in use."""
    scale = find_current_scale(session)
    assert scale is not None
    return next(grade for grade in scale.grades if grade.label == label)


def save(session: Session, instance: T) -> T:
    session.add(instance)
    session.commit()
    return instance


def _credit(session: Session, role: CreditRole, place: int, text: str) -> Credit:
    name, _, character = text.partition(" as ")
    person = session.scalar(select(Person).where(Person.name == name))
    return Credit(
        person=person or make_person(session, name),
        role=role,
        position=place,
        character=character,
    )

"""People by the works of theirs that were reviewed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Integer, String, bindparam, select
from sqlalchemy.orm import Session

from reviewblog.db import ask
from reviewblog.reviews.listing import Listed, as_lines, list_lines
from reviewblog.reviews.memory import LINES, remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import AT, published
from reviewblog.works.models import Credit, CreditRole, FormerPersonSlug, Person, Work


class Part(Struct, frozen=True):
    """One review of a work, and whom somebody played in it."""

    review: Listed
    character: str


class Filmography(Struct, frozen=True, kw_only=True):
    """Everything reviewed with one person, the newest work first."""

    person: Person
    reviews: Sequence[Listed]
    parts: Mapping[CreditRole, Sequence[Part]]
    namesakes: Sequence[Person]


class _NobodyError(LookupError):
    """Readers see nobody there; only who is there is worth remembering."""


def find_filmography(
    session: Session, slug: str, *, at: datetime
) -> Filmography | None:
    """Find what readers see of a person, or remember it.

    The rows belong to no session but to everybody who asks until readers see something
    else: nobody may change them.
    """

    def look() -> Filmography:
        session.flush()
        # A session on top, within the same transaction, lets go of what it has loaded.
        with Session(
            session.connection(), join_transaction_mode="rollback_only"
        ) as reading:
            return _load(reading, slug, at)

    try:
        return remembered(session, ("person", slug), look, at=at, subject=LINES)
    except _NobodyError:
        return None


def find_new_address(session: Session, slug: str, *, at: datetime) -> str | None:
    """Find where the page has moved of somebody who once had this slug."""
    shown = published(at=at).join(Review.work).join(Work.credits).order_by(None)
    former = select(FormerPersonSlug.person_id).where(FormerPersonSlug.slug == slug)
    query = select(Person.slug).where(
        Person.id.in_(former),
        Person.id.in_(shown.with_only_columns(Credit.person_id)),
    )
    return session.scalar(query)


def _load(session: Session, slug: str, at: datetime) -> Filmography:
    person = session.scalar(_BY_SLUG, {"slug": slug})
    if person is None:
        raise _NobodyError(slug)
    reviews = list_lines(session, _REVIEWS, {"person": person.id, "at": at})
    if not reviews:
        raise _NobodyError(slug)
    others = {"name": person.name, "person": person.id, "at": at}
    return Filmography(
        person=person,
        reviews=reviews,
        parts=_find_parts(session, person, reviews),
        namesakes=session.scalars(_NAMESAKES, others).all(),
    )


def _find_parts(
    session: Session, person: Person, reviews: Sequence[Listed]
) -> Mapping[CreditRole, Sequence[Part]]:
    credits_on: dict[int, list[tuple[CreditRole, str]]] = defaultdict(list)
    for work_id, role, character in ask(session, _CREDITS, {"person": person.id}):
        credits_on[work_id].append((role, character))
    parts: dict[CreditRole, list[Part]] = {role: [] for role in CreditRole}
    for review in reviews:
        for role, character in credits_on[review.work_id]:
            parts[role].append(Part(review, character))
    return parts


# Built once: putting a statement together takes longer than its answer.
_BY_SLUG = select(Person).where(Person.slug == bindparam("slug", type_=String))
_PERSON = bindparam("person", type_=Integer)
_CREDITED = select(Credit.work_id).where(Credit.person_id == _PERSON)
_REVIEWS = as_lines(
    published(at=AT).order_by(None).where(Review.work_id.in_(_CREDITED))
).order_by(
    Work.release_year.desc().nulls_last(),
    Work.sort_title,
    Review.published_at.desc(),
    Review.id.desc(),
)
_CREDITS = (
    select(Credit.work_id, Credit.role, Credit.character)
    .where(Credit.person_id == _PERSON)
    .order_by(Credit.role, Credit.work_id, Credit.position)
)
_SHOWN = published(at=AT).join(Review.work).join(Work.credits).order_by(None)
_NAMESAKES = (
    select(Person)
    .where(
        Person.name == bindparam("name", type_=String),
        Person.id != _PERSON,
        Person.id.in_(_SHOWN.with_only_columns(Credit.person_id)),
    )
    .order_by(Person.disambiguation)
)

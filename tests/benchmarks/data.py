"""Make a database of many reviews quickly, the same for the same seed."""

import random
import string
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.db import transaction
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.indexing import index_stale
from reviewblog.reviews.models import Review, ReviewStatus, Tag, review_tag
from reviewblog.reviews.scales import ensure_scale
from reviewblog.schema import prepare_database
from reviewblog.site.defaults import ensure_site
from reviewblog.text.markup import RENDERER_VERSION, render_comment, render_review
from reviewblog.text.titles import sort_name, sort_title
from reviewblog.works.models import Credit, CreditRole, Person, Work, WorkKind
from tests.databases import engine_for
from tests.factories import PASSWORD_HASH

SEED = 1895
WORDS = 900
TAGS = 40
FIRST_DAY = datetime(1999, 1, 1, 9, tzinfo=UTC)
BATCH = 1000
COMMENTED_EVERY = 5
COMMENTS_EACH = 20
BUSIEST = "busiest-film"


def make_database(folder: Path, reviews: int) -> Path:
    """Make a site with that many reviews; every fifth one has twenty comments."""
    path = folder / "reviewblog.sqlite"
    with engine_for(f"sqlite:///{path}") as engine:
        prepare_database(engine, folder, at=utcnow(), tell=str)
        with Session(engine) as session, transaction(session):
            ensure_site(session, at=FIRST_DAY).feed_items = 50
            ensure_scale(session, at=FIRST_DAY)
            session.add(owner())
            session.flush()
            Filler(session.connection(), reviews).fill()
        index_all(engine)
    return path


def index_all(engine: Engine) -> None:
    """Index all texts for searching, as the first start would."""
    done = True
    while done:
        with Session(engine) as session, transaction(session):
            done = bool(index_stale(session, limit=BATCH))


def owner() -> Account:
    return Account(
        username="owner",
        display_name="The Owner",
        email="owner@example.org",
        password_hash=PASSWORD_HASH,
        role=Role.OWNER,
        created_at=FIRST_DAY,
        disabled_at=None,
    )


class Filler:
    """Rows by the thousand, past the verbs that people use."""

    def __init__(self, connection: Connection, reviews: int) -> None:
        self._connection = connection
        self._reviews = reviews
        self._people = max(50, reviews // 4)
        self._random = random.Random(SEED)
        self._words = [self._word() for _ in range(4000)]
        self._bodies = [self._body() for _ in range(50)]

    def fill(self) -> None:
        self._grades = list(self._connection.scalars(select(Grade.id)))
        self._insert(Tag, self._tags())
        self._insert(Person, self._persons())
        self._insert(Work, self._works())
        self._insert(Credit, self._credits())
        self._insert(Review, self._rows())
        self._insert(review_tag, self._taggings())
        self._insert(Comment, self._comments())

    def _insert(self, target: Any, rows: Iterator[dict[str, Any]]) -> None:
        batch: list[dict[str, Any]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                self._connection.execute(insert(target), batch)
                batch = []
        if batch:
            self._connection.execute(insert(target), batch)

    def _tags(self) -> Iterator[dict[str, Any]]:
        for number in range(1, TAGS + 1):
            yield {"id": number, "slug": f"topic-{number}", "name": f"topic {number}"}

    def _persons(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self._people + 1):
            name = f"{self._pick(1).title()} {self._pick(1).title()} {number}"
            yield {
                "id": number,
                "uuid": UUID(int=number),
                "slug": f"person-{number}",
                "name": name,
                "disambiguation": "",
                "sort_name": sort_name(name),
                "created_at": FIRST_DAY,
            }

    def _works(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self._reviews + 1):
            title = f"{self._pick(2).title()} {number}"
            yield {
                "id": number,
                "uuid": UUID(int=number),
                "slug": BUSIEST if number == self._reviews else f"work-{number}",
                "kind": WorkKind.FILM,
                "title": title,
                "sort_title": sort_title(title),
                "original_title": "",
                "original_language": "",
                "release_year": 1920 + number % 106,
                "runtime_minutes": 60 + number % 120,
                "created_at": FIRST_DAY,
            }

    def _credits(self) -> Iterator[dict[str, Any]]:
        roles = [CreditRole.DIRECTOR, CreditRole.WRITER, *[CreditRole.CAST] * 4]
        for work in range(1, self._reviews + 1):
            people = self._random.sample(range(1, self._people + 1), len(roles))
            for place, (role, person) in enumerate(zip(roles, people, strict=True)):
                yield {
                    "work_id": work,
                    "person_id": person,
                    "role": role,
                    "position": max(1, place - 1),
                    "character": "Somebody" if role is CreditRole.CAST else "",
                }

    def _rows(self) -> Iterator[dict[str, Any]]:
        step = timedelta(days=27 * 365) / self._reviews
        for number in range(1, self._reviews + 1):
            body, html, notes, words = self._bodies[number % len(self._bodies)]
            yield {
                "id": number,
                "uuid": UUID(int=number),
                "feed_id": UUID(int=number).urn,
                "slug": BUSIEST if number == self._reviews else f"review-{number}",
                "work_id": number,
                "author_id": 1,
                "grade_id": self._random.choice(self._grades),
                "title": f"Review {number}",
                "dek": self._pick(14).capitalize() + ".",
                "body": body,
                "body_html": html,
                "notes_html": notes,
                "renderer_version": RENDERER_VERSION,
                "word_count": words,
                "status": ReviewStatus.PUBLISHED,
                "published_at": FIRST_DAY + step * number,
                "created_at": FIRST_DAY,
                "updated_at": FIRST_DAY + step * number,
                "comment_mode": None,
                "comments_close_at": None,
                "comment_count": COMMENTS_EACH * self._has_comments(number),
            }

    def _taggings(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self._reviews + 1):
            for tag in self._random.sample(range(1, TAGS + 1), 3):
                yield {"review_id": number, "tag_id": tag}

    def _comments(self) -> Iterator[dict[str, Any]]:
        texts = [self._pick(40) for _ in range(50)]
        rendered = [render_comment(text).html for text in texts]
        identity = 0
        for review in filter(self._has_comments, range(1, self._reviews + 1)):
            first = identity + 1
            for place in range(COMMENTS_EACH):
                identity += 1
                is_reply = place % 4 == 1
                yield {
                    "id": identity,
                    "review_id": review,
                    "parent_id": identity - 1 if is_reply else None,
                    "author_name": f"Reader {place}",
                    "author_email": "",
                    "wants_notice": False,
                    "body": texts[identity % 50],
                    "body_html": rendered[identity % 50],
                    "renderer_version": RENDERER_VERSION,
                    "status": CommentStatus.APPROVED,
                    "submitted_at": FIRST_DAY + timedelta(minutes=first + place),
                    "writer_hash": "",
                    "address_hash": "",
                }

    def _has_comments(self, number: int) -> bool:
        return number % COMMENTED_EVERY == 0

    def _word(self) -> str:
        letters = self._random.choices(string.ascii_lowercase, k=3)
        return "".join(letters) + self._random.choice(("", "ing", "ed", "al", "o", "e"))

    def _pick(self, count: int) -> str:
        return " ".join(self._random.choices(self._words, k=count))

    def _body(self) -> tuple[str, str, str, int]:
        paragraphs = [
            f"{self._pick(WORDS // 9 // 2).capitalize()}, *{self._pick(2)}* "
            f"{self._pick(WORDS // 9 // 2)}."
            for _ in range(9)
        ]
        body = "\n\n".join(paragraphs)
        rendered = render_review(body, prefix="r0")
        return body, rendered.html, rendered.notes, rendered.words

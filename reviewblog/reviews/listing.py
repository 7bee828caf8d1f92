"""Reviews as lines of a list: plain values, in two statements however many there are.

They have the names that the whole objects have, so that the same parts of a template
show both.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from msgspec import Struct
from sqlalchemy import Integer, Row, Select, bindparam, select
from sqlalchemy.orm import Session

from reviewblog.db import ask
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import AT, published
from reviewblog.works.models import Credit, CreditRole, Person, Work


class ListedGrade(NamedTuple):
    """A grade as its tile shows it."""

    label: str
    percent: int


class ListedPerson(NamedTuple):
    """Somebody, as a link to their page."""

    slug: str
    name: str


class ListedCredit(NamedTuple):
    """A credit for direction."""

    person: ListedPerson


class ListedWork(NamedTuple):
    """A work as a line names it; the directors are in billing order."""

    directors: tuple[ListedCredit, ...]
    title: str
    sort_title: str
    original_title: str
    original_language: str
    release_year: int | None


class Listed(Struct, frozen=True):
    """A public review as a line of a list.

    Comments are changes of their own: a remembered line may have counted fewer.
    """

    work: ListedWork
    grade: ListedGrade | None
    id: int
    slug: str
    title: str
    dek: str
    published_at: datetime
    word_count: int
    comment_count: int
    work_id: int


def as_lines(query: Select[Review]) -> Select[*tuple[Any, ...]]:
    """Let a selection of reviews answer with what lines show."""
    return (
        query.join(Review.work)
        .outerjoin(Review.grade)
        .with_only_columns(*_OF_REVIEW, *_OF_WORK, Grade.label, Grade.percent)
    )


def list_lines(
    session: Session, lines: Select[*tuple[Any, ...]], values: Mapping[str, Any]
) -> list[Listed]:
    """List the reviews of a selection that ``as_lines`` prepared."""
    rows = ask(session, lines, values).all()
    directors = _directors(session, {row.work_id for row in rows})
    return [_listed(row, directors[row.work_id]) for row in rows]


def list_newest(session: Session, *, at: datetime, limit: int) -> list[Listed]:
    """List the first few public reviews, newest first."""
    return list_lines(session, _NEWEST, {"at": at, "limit": limit})


def list_by_ids(
    session: Session, ids: Collection[int], *, at: datetime
) -> list[Listed]:
    """List those of some reviews that are public, in the order of their ids."""
    if not ids:
        return []
    lines = list_lines(session, _BY_IDS, {"ids": list(ids), "at": at})
    found = {line.id: line for line in lines}
    return [found[review_id] for review_id in ids if review_id in found]


def _directors(
    session: Session, works: Collection[int]
) -> Mapping[int, list[ListedCredit]]:
    directors: dict[int, list[ListedCredit]] = defaultdict(list)
    if works:
        for work_id, *person in ask(session, _DIRECTORS, {"works": list(works)}):
            directors[work_id].append(ListedCredit(ListedPerson(*person)))
    return directors


def _listed(row: Row[*tuple[Any, ...]], directors: Sequence[ListedCredit]) -> Listed:
    of_review, of_work, (label, percent) = row[:8], row[8:13], row[13:]
    work = ListedWork(tuple(directors), *of_work)
    grade = None if label is None else ListedGrade(label, percent)
    return Listed(work, grade, *of_review)


# In the order of the fields that they fill.
_OF_REVIEW = (
    Review.id,
    Review.slug,
    Review.title,
    Review.dek,
    Review.published_at,
    Review.word_count,
    Review.comment_count,
    Review.work_id,
)
_OF_WORK = (
    Work.title.label("work_title"),
    Work.sort_title,
    Work.original_title,
    Work.original_language,
    Work.release_year,
)
# Built once: putting a statement together takes longer than its answer.
_BY_IDS = as_lines(
    published(at=AT)
    .order_by(None)
    .where(Review.id.in_(bindparam("ids", expanding=True)))
)
_NEWEST = as_lines(published(at=AT)).limit(bindparam("limit", type_=Integer))
_DIRECTORS = (
    select(Credit.work_id, Person.slug, Person.name)
    .join(Credit.person)
    .where(
        Credit.role == CreditRole.DIRECTOR,
        Credit.work_id.in_(bindparam("works", expanding=True)),
    )
    .order_by(Credit.work_id, Credit.position)
)

"""What a reader of one review may want to read next, and other looks at its work."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple

from msgspec import Struct
from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from reviewblog.db import UtcDateTime, ask
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.listing import ListedGrade
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import AT, published
from reviewblog.works.models import Credit, CreditRole, Work

MOST_RELATED = 4
# A work may have been reviewed several times, and is worth one mention.
READ_AT_MOST = 4


class Mention(NamedTuple):
    """A review as the page of another one names it."""

    published_at: datetime
    id: int
    work_id: int
    slug: str
    title: str
    release_year: int | None
    label: str | None
    percent: int | None

    @property
    def grade(self) -> ListedGrade | None:
        """Return the grade it was given, if it was given one."""
        if self.label is None or self.percent is None:
            return None
        return ListedGrade(self.label, self.percent)


class Neighbours(Struct, frozen=True, kw_only=True):
    """The public reviews around one: in time, by its makers, by its grade, of its work.

    ``verdicts`` are all of its work, the oldest first; it may be one of them. Of other
    works the newest verdict is mentioned, those with the newest first.
    """

    previous: Mention | None
    next: Mention | None
    by_directors: Sequence[Mention]
    with_grade: Sequence[Mention]
    verdicts: Sequence[Mention]


def neighbours_of(session: Session, review: Review, *, at: datetime) -> Neighbours:
    """Find what stands around a review, in one statement or from memory."""
    wanted = {
        "id": review.id,
        "work_id": review.work_id,
        "published_at": review.published_at,
        "label": review.grade.label if review.grade else None,
    }

    def look() -> Neighbours:
        return _look_around(session, {**wanted, "at": at})

    if not review.is_public(at=at):
        # Nobody counts how often a draft changes.
        return look()
    # All that is wanted names the question: PostgreSQL may have given out the review
    # before a change, and counts that change already.
    return remembered(session, ("neighbours", *wanted.values()), look, at=at)


def _look_around(session: Session, wanted: Mapping[str, object]) -> Neighbours:
    found: dict[str, list[Mention]] = {place: [] for place in _Place}
    rows: Iterable[Sequence[Any]] = ask(session, _AROUND, wanted)
    for place, *columns in rows:
        found[place].append(Mention(*columns))
    for mentions in found.values():
        # A union promises no order.
        mentions.sort(key=lambda mention: mention[:2], reverse=True)
    return Neighbours(
        previous=next(iter(found[_Place.BEFORE]), None),
        next=next(iter(found[_Place.AFTER]), None),
        by_directors=_newest_of_each_work(found[_Place.DIRECTOR]),
        with_grade=_newest_of_each_work(found[_Place.GRADE]),
        verdicts=found[_Place.VERDICT][::-1],
    )


class _Place(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    DIRECTOR = "director"
    GRADE = "grade"
    VERDICT = "verdict"


def _newest_of_each_work(mentions: Iterable[Mention]) -> list[Mention]:
    return list(islice(_first_of_each_work(mentions), MOST_RELATED))


def _first_of_each_work(mentions: Iterable[Mention]) -> Iterator[Mention]:
    seen: set[int] = set()
    for mention in mentions:
        if mention.work_id not in seen:
            seen.add(mention.work_id)
            yield mention


def _places() -> dict[_Place, Select[Review]]:
    shown, is_of_work = published(at=AT), Review.work_id == _WORK_ID
    others = shown.where(~is_of_work).limit(MOST_RELATED * READ_AT_MOST)
    there = tuple_(Review.published_at, Review.id)
    here = tuple_(
        bindparam("published_at", type_=UtcDateTime), bindparam("id", type_=Integer)
    )
    oldest_first = (Review.published_at, Review.id)
    graded = Review.grade.has(Grade.label == bindparam("label", type_=String))
    return {
        _Place.BEFORE: shown.where(there < here).limit(1),
        _Place.AFTER: shown.where(there > here)
        .order_by(None)
        .order_by(*oldest_first)
        .limit(1),
        _Place.DIRECTOR: others.where(Review.work_id.in_(_directed_alike())),
        _Place.GRADE: others.where(graded),
        _Place.VERDICT: shown.where(is_of_work),
    }


def _directed_alike() -> Select[int]:
    here, there = aliased(Credit), aliased(Credit)
    return (
        select(there.work_id)
        .join(here, here.person_id == there.person_id)
        .where(
            here.work_id == _WORK_ID,
            here.role == CreditRole.DIRECTOR,
            there.role == CreditRole.DIRECTOR,
        )
    )


def _around() -> CompoundSelect[Any]:
    """Ask for each place by itself, for an index leads to it."""
    each = (
        found.outerjoin(Review.work)
        .outerjoin(Review.grade)
        .with_only_columns(
            literal(place),
            Review.published_at,
            Review.id,
            Review.work_id,
            Review.slug,
            Review.title,
            Work.release_year,
            Grade.label,
            Grade.percent,
        )
        .subquery()
        for place, found in _places().items()
    )
    return union_all(*map(select, each))


_WORK_ID = bindparam("work_id", type_=Integer)
_AROUND = _around()

"""How grades are spread, and so what one of them is worth."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, case, func
from sqlalchemy.orm import Session

from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import published

# With fewer, a percentage would claim more than it knows.
ENOUGH_REVIEWS = 50


@dataclass(frozen=True, slots=True)
class Rarity:
    """The share of graded reviews that did as well or better, or as badly or worse."""

    percent: int
    is_top: bool
    total: int


def rarity_of(session: Session, grade: Grade | None, *, at: datetime) -> Rarity | None:
    """Say how rare a grade is on its scale; None while there is too little to say."""
    if grade is None:
        return None
    graded = published(at=at).order_by(None).join(Review.grade)
    total, as_good, as_bad = session.execute(
        graded.where(Grade.scale_id == grade.scale_id).with_only_columns(
            func.count(Review.id),
            func.sum(case((Grade.rank >= grade.rank, 1), else_=0)),
            func.sum(case((Grade.rank <= grade.rank, 1), else_=0)),
        )
    ).one()
    if total < ENOUGH_REVIEWS:
        return None
    share = min(as_good, as_bad)
    return Rarity(-(-100 * share // total), is_top=as_good <= as_bad, total=total)


def count_by_year(
    session: Session, *, at: datetime, zone: ZoneInfo
) -> dict[int, dict[int, int]]:
    """Count how often each grade was given, by year of the site's calendar, then id."""
    graded = published(at=at).order_by(None).where(Review.grade_id.is_not(None))
    first, last = session.execute(
        graded.with_only_columns(
            func.min(Review.published_at), func.max(Review.published_at)
        )
    ).one()
    if first is None or last is None:
        return {}
    years = range(first.astimezone(zone).year, last.astimezone(zone).year + 1)
    return _counts(session, graded, _year(years, zone))


def _year(years: range, zone: ZoneInfo) -> ColumnElement[int]:
    # Databases disagree about time zones, and all of them can compare.
    ends = [(datetime(year + 1, 1, 1, tzinfo=zone), year) for year in years]
    return case(*[(Review.published_at < end, year) for end, year in ends])


def _counts(
    session: Session, graded: Select[Review], year: ColumnElement[int]
) -> dict[int, dict[int, int]]:
    counts: dict[int, dict[int, int]] = {}
    columns = graded.join(Review.grade).with_only_columns(
        year.label("year"), Grade.id, func.count(Review.id)
    )
    for in_year, grade_id, count in session.execute(columns.group_by("year", Grade.id)):
        counts.setdefault(in_year, {})[grade_id] = count
    return counts

"""How long counts are kept by the day; then by the month, and searches not at all."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.orm import Session

from reviewblog.stats.models import FeedCount, ReadCount, SearchCount, StatsRules
from reviewblog.stats.periods import next_month

# The longest period that is shown by the day needs the fewest.
FEWEST_DAYS = 90
MOST_DAYS = 3_660

Counts = type[ReadCount] | type[FeedCount]


def get_rules(session: Session) -> StatsRules:
    """Return what an owner decided; the migration has made the row."""
    return session.get_one(StatsRules, 1)


def keep_days(session: Session, days: int) -> None:
    """Keep counts by the day for so long from now on."""
    get_rules(session).days_kept = days


def forget_details(session: Session, *, today: date) -> None:
    """Throw away the crowd bits of days that are over, and old searches."""
    session.execute(update(FeedCount).where(_is_over(today)).values(seen=None))
    oldest = today - timedelta(days=get_rules(session).days_kept)
    session.execute(delete(SearchCount).where(SearchCount.day < oldest))


def months_to_fold(session: Session, *, today: date) -> list[date]:
    """List the months, by their first days, that are no longer kept by the day."""
    oldest = today - timedelta(days=get_rules(session).days_kept)
    before = oldest.replace(day=1)
    days: set[date] = set()
    for table in (ReadCount, FeedCount):
        query = select(table.day).where(table.day < before).distinct()
        days.update(session.scalars(query))
    return sorted({day.replace(day=1) for day in days if day.day != 1})


def fold_month(session: Session, first: date) -> None:
    """Add up the days of a month, and put the sums on its first day."""
    reads = ReadCount.review_id, ReadCount.source
    summed = select(*reads, func.sum(ReadCount.reads).label("reads")).group_by(*reads)
    _replace(session, ReadCount, _month(ReadCount, first), summed, first)
    # Of readers, the best day stands for its month: they are not other ones each day.
    feeds = FeedCount.feed, FeedCount.service
    best = select(*feeds, func.max(FeedCount.readers).label("readers")).group_by(*feeds)
    _replace(session, FeedCount, _month(FeedCount, first), best, first)


def _replace(
    session: Session,
    table: Counts,
    days: ColumnElement[bool],
    folded: Any,  # noqa: ANN401 -- a select of any columns
    first: date,
) -> None:
    found = session.execute(folded.where(days)).mappings()
    rows = [dict(row) | {"day": first} for row in found]
    session.execute(delete(table).where(days))
    if rows:
        session.execute(insert(table), rows)


def _month(table: Counts, first: date) -> ColumnElement[bool]:
    return (table.day >= first) & (table.day < next_month(first))


def _is_over(today: date) -> ColumnElement[bool]:
    return (FeedCount.day < today) & FeedCount.seen.is_not(None)

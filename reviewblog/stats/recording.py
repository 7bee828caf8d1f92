"""Writing a batch of counts down, in one short transaction of the caller's.

Rows are written in the order of their keys, the same in every process, so that two
that write at once wait for each other instead of for ever.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.db import Base, insert_into
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import published
from reviewblog.stats.batches import Batch
from reviewblog.stats.crowds import estimate, packed, unpacked
from reviewblog.stats.models import FeedCount, ReadCount, SearchCount
from reviewblog.stats.sources import DIRECT, OTHERS

# New names in one day: a list of hosts longer than this is not read by anybody.
MOST_SOURCES = 200
MOST_SEARCHES = 500
OWN_READERS = ""


def record(session: Session, batch: Batch, *, day: date, at: datetime) -> None:
    """Add a batch to the counts of a day; reads of what is not public are dropped."""
    _record_reads(session, batch.reads, day, at)
    _record_searches(session, batch, day)
    _record_claims(session, batch.claims, day)
    for feed, bits in sorted(batch.seen.items()):
        _record_readers(session, feed, bits, day)


def _record_reads(
    session: Session, reads: Mapping[tuple[str, str], int], day: date, at: datetime
) -> None:
    slugs = {slug for slug, _ in reads}
    if not slugs:
        return
    shown = published(at=at).where(Review.slug.in_(slugs)).order_by(None)
    ids = dict(session.execute(shown.with_only_columns(Review.slug, Review.id)).all())
    named = _admitted(session, {source for _, source in reads}, day)
    counts: Counter[tuple[int, str]] = Counter()
    for (slug, source), times in reads.items():
        if slug in ids:
            counts[ids[slug], source if source in named else OTHERS] += times
    rows = [
        {"review_id": review_id, "day": day, "source": source, "reads": times}
        for (review_id, source), times in sorted(counts.items())
    ]
    _add(session, ReadCount, rows, adding=("reads",))


def _admitted(session: Session, sources: set[str], day: date) -> set[str]:
    """Return those sources that the day has seen, or still has room for."""
    always = {DIRECT, OTHERS}
    query = select(ReadCount.source).where(
        ReadCount.day == day, ReadCount.source.not_in(always)
    )
    known = set(session.scalars(query.distinct().limit(MOST_SOURCES)))
    new = sorted(sources - known - always)
    return always | known | set(new[: MOST_SOURCES - len(known)])


def _record_searches(session: Session, batch: Batch, day: date) -> None:
    if not batch.searches:
        return
    query = select(SearchCount.words).where(SearchCount.day == day)
    known = set(session.scalars(query.limit(MOST_SEARCHES)))
    new = sorted(batch.searches.keys() - known)
    admitted = known | set(new[: MOST_SEARCHES - len(known)])
    rows = [
        {"words": words, "day": day, "times": search.times, "found": search.found}
        for words, search in sorted(batch.searches.items())
        if words in admitted
    ]
    _add(session, SearchCount, rows, adding=("times",), replacing=("found",))


def _record_claims(
    session: Session, claims: Mapping[tuple[str, str], int], day: date
) -> None:
    for (feed, service), readers in sorted(claims.items()):
        row = _held(session, feed, service, day)
        row.readers = max(row.readers, readers)
    session.flush()


def _record_readers(session: Session, feed: str, bits: int, day: date) -> None:
    row = _held(session, feed, OWN_READERS, day)
    bits |= unpacked(row.seen)
    row.seen, row.readers = packed(bits), estimate(bits)
    session.flush()


def _held(session: Session, feed: str, service: str, day: date) -> FeedCount:
    """Return a day's row of a feed, made if need be, and ours until the end."""
    first = {"feed": feed, "service": service, "day": day, "readers": 0}
    statement = insert_into(session, FeedCount).values(first)
    session.execute(statement.on_conflict_do_nothing())
    return session.get_one(
        FeedCount, (feed, service, day), with_for_update=True, populate_existing=True
    )


def _add(
    session: Session,
    model: type[Base],
    rows: Sequence[dict[str, Any]],
    *,
    adding: tuple[str, ...],
    replacing: tuple[str, ...] = (),
) -> None:
    if not rows:
        return
    statement = insert_into(session, model)
    given = statement.excluded
    changes = {name: getattr(model, name) + given[name] for name in adding}
    changes |= {name: given[name] for name in replacing}
    key = [column.name for column in model.__table__.primary_key]
    session.execute(
        statement.on_conflict_do_update(index_elements=key, set_=changes), rows
    )

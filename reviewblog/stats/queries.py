"""Questions about the counts; an author is told of their own reviews."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.reviews.models import Review
from reviewblog.stats.models import FeedCount, ReadCount, SearchCount
from reviewblog.stats.periods import Span

PART = 1_000
READERS_SPAN = timedelta(days=6)


Counts = tuple[Any, ...]


class Read(Struct, frozen=True):
    """How often one review was read."""

    review_id: int
    title: str
    reads: int


class Whose(Struct, frozen=True):
    """Whose reads: those of all reviews, of one author's, or of one review."""

    author_id: int | None = None
    review_id: int | None = None

    @classmethod
    def seen_by(cls, account: Account) -> "Whose":
        """Return what an account may know of."""
        return cls(author_id=None if account.may_edit_all else account.id)

    def reads_within(self, span: Span) -> list[ColumnElement[bool]]:
        """Return the conditions for the counts of a span."""
        days = ReadCount.day.between(span.since, span.until)
        conditions: list[ColumnElement[bool]] = [days]
        if self.review_id is not None:
            conditions.append(ReadCount.review_id == self.review_id)
        if self.author_id is not None:
            of_author = select(Review.id).where(Review.author_id == self.author_id)
            conditions.append(ReadCount.review_id.in_(of_author))
        return conditions


def first_day(session: Session) -> date | None:
    """Return the first day on which anything was read."""
    return session.scalar(select(func.min(ReadCount.day)))


def reads_by_step(session: Session, span: Span, whose: Whose) -> list[tuple[date, int]]:
    """Count the reads of each day or month of a span, none left out."""
    query = select(ReadCount.day, func.sum(ReadCount.reads)).group_by(ReadCount.day)
    counts = dict.fromkeys(span.steps, 0)
    for day, reads in session.execute(query.where(*whose.reads_within(span))):
        counts[span.step_of(day)] += reads
    return list(counts.items())


def most_read(session: Session, span: Span, whose: Whose, *, limit: int) -> list[Read]:
    """List ids and titles of the reviews read most, with their reads."""
    reads = func.sum(ReadCount.reads)
    query = (
        select(Review.id, Review.title, reads.label("reads"))
        .join(ReadCount, ReadCount.review_id == Review.id)
        .group_by(Review.id, Review.title)
        .order_by(reads.desc(), Review.id)
        .where(*whose.reads_within(span))
    )
    return [Read(*row) for row in session.execute(query.limit(limit))]


def sources_of(
    session: Session, span: Span, whose: Whose, *, limit: int
) -> list[tuple[str, int]]:
    """List where readers came from, most first."""
    reads = func.sum(ReadCount.reads)
    query = (
        select(ReadCount.source, reads.label("reads"))
        .group_by(ReadCount.source)
        .order_by(reads.desc(), ReadCount.source)
        .where(*whose.reads_within(span))
    )
    return [(source, times) for source, times in session.execute(query.limit(limit))]


def searches(
    session: Session, span: Span, *, in_vain: bool, limit: int
) -> list[tuple[str, int]]:
    """List what was searched for, most first; perhaps only what was not found."""
    times = func.sum(SearchCount.times)
    query = (
        select(SearchCount.words, times.label("times"))
        .where(SearchCount.day.between(span.since, span.until))
        .group_by(SearchCount.words)
        .order_by(times.desc(), SearchCount.words)
    )
    if in_vain:
        query = query.having(func.max(SearchCount.found) == 0)
    return [(words, times) for words, times in session.execute(query.limit(limit))]


class FeedReaders(Struct, frozen=True):
    """The readers of one feed: what services say, and an estimate of the others."""

    feed: str
    services: Sequence[tuple[str, int]]
    others: int

    @property
    def total(self) -> int:
        """Return all of them."""
        return self.others + sum(readers for _, readers in self.services)


def feed_readers(session: Session, *, today: date, limit: int) -> list[FeedReaders]:
    """List the feeds with the most readers, on the best of the last seven days."""
    best = func.max(FeedCount.readers)
    recent = FeedCount.day.between(today - READERS_SPAN, today)
    rows = session.execute(
        select(FeedCount.feed, FeedCount.service, best)
        .where(recent)
        .group_by(FeedCount.feed, FeedCount.service)
        .order_by(best.desc(), FeedCount.service)
    ).all()
    by_feed: dict[str, list[tuple[str, int]]] = {}
    for feed, service, readers in rows:
        by_feed.setdefault(feed, []).append((service, readers))
    feeds = [
        FeedReaders(feed, [each for each in said if each[0]], dict(said).get("", 0))
        for feed, said in by_feed.items()
    ]
    return sorted(feeds, key=lambda each: (-each.total, each.feed))[:limit]


def all_reads(session: Session, span: Span, whose: Whose) -> Iterator[Counts]:
    """Read every count of a span, for a table to take away."""
    query = (
        select(
            ReadCount.day, Review.title, Review.slug, ReadCount.source, ReadCount.reads
        )
        .join(Review, Review.id == ReadCount.review_id)
        .where(*whose.reads_within(span))
        .order_by(ReadCount.day, Review.id, ReadCount.source)
    )
    return _in_parts(session, query)


def all_searches(session: Session, span: Span) -> Iterator[Counts]:
    """Read every search of a span."""
    query = (
        select(SearchCount.day, SearchCount.words, SearchCount.times, SearchCount.found)
        .where(SearchCount.day.between(span.since, span.until))
        .order_by(SearchCount.day, SearchCount.words)
    )
    return _in_parts(session, query)


def all_feeds(session: Session, span: Span) -> Iterator[Counts]:
    """Read every count of feed readers of a span."""
    query = (
        select(FeedCount.day, FeedCount.feed, FeedCount.service, FeedCount.readers)
        .where(FeedCount.day.between(span.since, span.until))
        .order_by(FeedCount.day, FeedCount.feed, FeedCount.service)
    )
    return _in_parts(session, query)


def _in_parts(session: Session, query: Any) -> Iterator[Counts]:  # noqa: ANN401 -- any columns
    for row in session.execute(query.execution_options(yield_per=PART)):
        yield tuple(row)

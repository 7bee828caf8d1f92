"""Lists as readers and the desk see them."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from reviewblog.reviews.list_models import FormerListSlug, ListEntry, ReviewList
from reviewblog.reviews.listing import Listed, list_by_ids
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import for_lists, published
from reviewblog.text.folding import fold
from reviewblog.works.models import Work

MOST_WORDS = 8


class Shown(Struct, frozen=True):
    """An entry as readers see it: their rank counts only what they can see."""

    rank: int
    entry: ListEntry
    review: Listed


class Counted(Struct, frozen=True):
    """A list, and how many entries it has that its reader may see."""

    found: ReviewList
    entries: int


def list_public(session: Session, *, at: datetime) -> Sequence[Counted]:
    """List what readers see in at least one entry, the newest first."""
    shown = published(at=at).order_by(None).with_only_columns(Review.id)
    query = (
        select(ReviewList, func.count(ListEntry.id))
        .join(ListEntry, ListEntry.list_id == ReviewList.id)
        .where(ReviewList.published_at.is_not(None), ListEntry.review_id.in_(shown))
        .group_by(ReviewList.id)
        .order_by(ReviewList.published_at.desc(), ReviewList.id.desc())
    )
    return [Counted(found, entries) for found, entries in session.execute(query)]


def find_public(session: Session, slug: str) -> ReviewList | None:
    """Find the list that readers see at an address, without its entries."""
    return session.scalar(_public().where(ReviewList.slug == slug))


def find_new_slug(session: Session, slug: str) -> str | None:
    """Find where a public list has moved that once had this slug."""
    former = select(FormerListSlug.list_id).where(FormerListSlug.slug == slug)
    query = _public().where(ReviewList.id.in_(former))
    return session.scalar(query.with_only_columns(ReviewList.slug))


def list_shown(session: Session, found: ReviewList, *, at: datetime) -> list[Shown]:
    """List the entries of a list whose reviews a reader may see."""
    query = select(ListEntry).where(ListEntry.list_id == found.id)
    entries = session.scalars(query.order_by(ListEntry.position)).all()
    ids = [entry.review_id for entry in entries]
    reviews = {review.id: review for review in list_by_ids(session, ids, at=at)}
    visible = [entry for entry in entries if entry.review_id in reviews]
    return [
        Shown(rank, entry, reviews[entry.review_id])
        for rank, entry in enumerate(visible, start=1)
    ]


def list_kept(session: Session) -> Sequence[Counted]:
    """List every list for the desk, the last touched first."""
    count = select(func.count(ListEntry.id)).where(ListEntry.list_id == ReviewList.id)
    query = select(ReviewList, count.scalar_subquery()).order_by(
        ReviewList.updated_at.desc(), ReviewList.id.desc()
    )
    return [Counted(found, entries) for found, entries in session.execute(query)]


def load_reviews(session: Session, ids: Sequence[int]) -> dict[int, Review]:
    """Load reviews for the desk, in whatever state they are."""
    query = select(Review).where(Review.id.in_(ids)).options(*for_lists())
    return {review.id: review for review in session.scalars(query)}


def find_reviews(session: Session, words: str, *, limit: int) -> Sequence[Review]:
    """Find reviews for a list by words of their film's title or their own."""
    wanted = [_in_title(word) for word in fold(words).split()[:MOST_WORDS]]
    if not wanted:
        return ()
    query = (
        select(Review)
        .join(Review.work)
        .where(Review.deleted_at.is_(None), *wanted)
        .order_by(Review.published_at.desc().nulls_last(), Review.id.desc())
    )
    return session.scalars(query.limit(limit).options(*for_lists())).all()


def _public() -> Select[ReviewList]:
    return select(ReviewList).where(ReviewList.published_at.is_not(None))


def _in_title(word: str) -> ColumnElement[bool]:
    year = Work.release_year == int(word) if _is_year(word) else None
    titles = (
        Work.sort_title.contains(word, autoescape=True),
        func.lower(Review.title).contains(word, autoescape=True),
    )
    return or_(*titles) if year is None else or_(*titles, year)


def _is_year(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) == len("1967")

"""Searching the reviews that a reader may see, the best answers first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session, selectinload

from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import for_lists, published
from reviewblog.search.highlights import Segment, excerpt, is_marked, mark
from reviewblog.search.index import find_each, find_tiers, list_ids, load_texts
from reviewblog.search.query import Query, Term

Segments = Sequence[Segment]

# So many rows are faster found one by one than by going through them all.
FEW = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A review that answers, with what was looked for marked wherever it shows.

    ``others`` are those besides the directors whose names were looked for; so are
    ``tags``. ``film`` is there when the review has a title of its own, and
    ``original`` when the original title was looked for.
    """

    review: Review
    title: Segments
    film: Segments
    original: Segments
    directors: Sequence[Segments]
    others: Sequence[Segments]
    tags: Sequence[Segments]
    excerpt: Segments


@dataclass(frozen=True, slots=True)
class Hits:
    """Some of the answers in order, and how many there are."""

    items: Sequence[Hit]
    total: int


def find(
    session: Session, query: Query, *, at: datetime, limit: int, offset: int = 0
) -> Hits:
    """Find the reviews a reader may see at that moment that have every term."""
    if not query:
        return Hits((), 0)
    tiers = find_tiers(session, query)
    visible = _visible(session, tiers[-1], at)
    ids = _ranked(tiers, visible)[offset : offset + limit]
    return Hits(_load(session, query, ids, at), len(visible))


def count_each(
    session: Session, query: Query, *, at: datetime
) -> list[tuple[Term, int]]:
    """Count the reviews a reader may see that have each term by itself."""
    found = find_each(session, query)
    visible = set(_visible(session, set().union(*found), at))
    counts = (len(ids & visible) for ids in found)
    return list(zip(query.terms, counts, strict=True))


def _visible(session: Session, ids: Collection[int], at: datetime) -> list[int]:
    """List those of the reviews that are public, newest first."""
    public = published(at=at).with_only_columns(Review.id)
    if len(ids) > FEW:
        return [number for number in list_ids(session, public) if number in ids]
    return list_ids(session, public.where(Review.id.in_(ids))) if ids else []


def _ranked(tiers: Iterable[Collection[int]], visible: Sequence[int]) -> list[int]:
    ranked: dict[int, None] = {}
    for tier in tiers:
        if tier:
            ranked |= dict.fromkeys(number for number in visible if number in tier)
    return list(ranked)


def _load(
    session: Session, query: Query, ids: Sequence[int], at: datetime
) -> Sequence[Hit]:
    if not ids:
        return ()
    # Asked again for what is public: there is no other way to a review from here.
    found = published(at=at).where(Review.id.in_(ids))
    loads = (*for_lists(), selectinload(Review.tags))
    reviews = {review.id: review for review in session.scalars(found.options(*loads))}
    texts = load_texts(session, ids)
    return [_hit(reviews[key], texts[key], query) for key in ids if key in reviews]


def _hit(review: Review, text: str, query: Query) -> Hit:
    work = review.work
    directors = dict.fromkeys(credit.person.name for credit in work.directors)
    everybody = dict.fromkeys(credit.person.name for credit in work.credits)
    original = mark(work.original_title, query)
    return Hit(
        review=review,
        title=mark(review.title, query),
        film=mark(work.title, query) if work.title != review.title else (),
        original=original if is_marked(original) else (),
        directors=[mark(name, query) for name in directors],
        others=_marked((n for n in everybody if n not in directors), query),
        tags=_marked((tag.name for tag in review.tags), query),
        excerpt=excerpt((review.dek, text), query),
    )


def _marked(names: Iterable[str], query: Query) -> list[Segments]:
    """Keep the names of which something is marked."""
    return [segments for name in names if is_marked(segments := mark(name, query))]

"""Searching the reviews that a reader may see, the best answers first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review
from reviewblog.reviews.naming import people_by_work, tags_by_review
from reviewblog.reviews.queries import for_titles, published
from reviewblog.search.highlights import Highlighter, Segment, is_marked
from reviewblog.search.index import find_answers, find_each, list_ids, load_texts
from reviewblog.search.query import Query, Term
from reviewblog.works.models import CreditRole

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
    answers = find_answers(session, query)
    visible = _visible(session, answers.everything, at)
    ids = _ranked(answers, visible, enough=offset + limit)[offset:]
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


def _ranked(
    tiers: Iterable[Collection[int]], visible: Sequence[int], *, enough: int
) -> list[int]:
    """Put those of the better tiers first, each newest first, until it is enough."""
    ranked: dict[int, None] = {}
    for tier in tiers:
        if len(ranked) >= enough:
            break
        if tier:
            ranked |= dict.fromkeys(number for number in visible if number in tier)
    return list(ranked)[:enough]


def _load(
    session: Session, query: Query, ids: Sequence[int], at: datetime
) -> Sequence[Hit]:
    if not ids:
        return ()
    # Asked again for what is public: there is no other way to a review from here.
    found = published(at=at).where(Review.id.in_(ids)).options(*for_titles())
    reviews = {review.id: review for review in session.scalars(found)}
    people = people_by_work(session, {review.work_id for review in reviews.values()})
    tags = tags_by_review(session, ids)
    texts = load_texts(session, ids)
    pen = Highlighter(query)
    return [
        _hit(pen, reviews[key], people[reviews[key].work_id], tags[key], texts[key])
        for key in ids
        if key in reviews
    ]


def _hit(
    pen: Highlighter,
    review: Review,
    people: Sequence[tuple[CreditRole, str]],
    tags: Sequence[str],
    text: str,
) -> Hit:
    title, original = review.work.title, pen.mark(review.work.original_title)
    directors = [name for role, name in people if role is CreditRole.DIRECTOR]
    others = dict.fromkeys(name for _, name in people if name not in directors)
    return Hit(
        review=review,
        title=pen.mark(review.title),
        film=pen.mark(title) if title != review.title else (),
        original=original if is_marked(original) else (),
        directors=[pen.mark(name) for name in directors],
        others=_marked(pen, others),
        tags=_marked(pen, tags),
        excerpt=pen.excerpt((review.dek, text)),
    )


def _marked(pen: Highlighter, names: Iterable[str]) -> list[Segments]:
    """Keep the names of which something is marked."""
    return [segments for name in names if is_marked(segments := pen.mark(name))]

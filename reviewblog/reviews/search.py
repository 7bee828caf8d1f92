"""Searching the reviews that a reader may see, the best answers first."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from reviewblog.reviews.answers import Answers
from reviewblog.reviews.listing import Listed, list_by_ids
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.naming import people_by_work, tags_by_review
from reviewblog.reviews.queries import published
from reviewblog.search.highlights import Highlighter, Segment, is_marked
from reviewblog.search.index import load_texts, select_each
from reviewblog.search.query import Query, Term
from reviewblog.works.models import CreditRole

Segments = Sequence[Segment]


class Hit(Struct, frozen=True, kw_only=True):
    """A review that answers, with what was looked for marked wherever it shows.

    ``others`` are those besides the directors whose names were looked for; so are
    ``tags``. ``film`` is there when the review has a title of its own, and
    ``original`` when the original title was looked for.
    """

    review: Listed
    title: Segments
    film: Segments
    original: Segments
    directors: Sequence[Segments]
    others: Sequence[Segments]
    tags: Sequence[Segments]
    excerpt: Segments


class Hits(Struct, frozen=True):
    """Some of the answers in order, and how many there are."""

    items: Sequence[Hit]
    total: int


def find(
    session: Session, query: Query, *, at: datetime, limit: int, offset: int = 0
) -> Hits:
    """Find the reviews a reader may see at that moment that have every term."""
    if not query:
        return Hits((), 0)

    def look() -> tuple[Sequence[int], int]:
        answers = Answers(session, query, at=at)
        return answers.first(offset + limit)[offset:], answers.total

    question = (query.terms, limit, offset)
    ids, total = remembered(session, question, look, at=at, subject="searches")
    return Hits(_load(session, query, ids, at), total)


def list_occurring(session: Session, query: Query, *, at: datetime) -> list[Term]:
    """List the terms that some review has which a reader may see at that moment."""
    public = published(at=at).order_by(None).with_only_columns(literal(1))
    asked = []
    for number, matching in enumerate(select_each(session, query)):
        found = matching.subquery()
        # One by one, so that the first that is public ends the search.
        is_public = public.where(Review.id == found.c.id).correlate(found).exists()
        has_any = select(found.c.id).where(is_public).exists()
        asked.append(select(literal(number)).where(has_any))
    numbers = session.scalars(union_all(*asked))
    return [query.terms[number] for number in sorted(numbers)]


def _load(
    session: Session, query: Query, ids: Sequence[int], at: datetime
) -> Sequence[Hit]:
    if not ids:
        return ()
    # Asked again for what is public: there is no other way to a review from here.
    reviews = list_by_ids(session, ids, at=at)
    people = people_by_work(session, {review.work_id for review in reviews})
    tags = tags_by_review(session, ids)
    texts = load_texts(session, ids)
    pen = Highlighter(query)
    return [
        _hit(pen, review, people[review.work_id], tags[review.id], texts[review.id])
        for review in reviews
        # An index that is being made anew may not have it yet.
        if review.id in texts
    ]


def _hit(
    pen: Highlighter,
    review: Listed,
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

"""What the search index knows of reviews, kept in step with what they say.

Whoever changes a title, a text, a tag or a credit calls this in the same transaction.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review, review_tag
from reviewblog.reviews.naming import people_by_work, tags_by_review
from reviewblog.search.documents import INDEX_VERSION, Document
from reviewblog.search.index import clear, put_documents
from reviewblog.search.models import SearchEntry
from reviewblog.site.models import Site
from reviewblog.text.excerpts import plain_text
from reviewblog.works.models import Credit, Work

BATCH = 200


def index_reviews(session: Session, ids: Collection[int]) -> None:
    """Index a few reviews, of whose works nothing has changed."""
    if ids:
        _index(session, Review.id.in_(ids))


def index_work(session: Session, work_id: int) -> None:
    """Index all reviews of a work, since what is known of it has changed."""
    _index(session, Review.work_id == work_id)


def index_person(session: Session, person_id: int) -> None:
    """Index all reviews of what somebody worked on, since their name has changed."""
    works = select(Credit.work_id).where(Credit.person_id == person_id)
    _index(session, Review.work_id.in_(works))


def index_tag(session: Session, tag_id: int) -> None:
    """Index all reviews with a tag, since its name has changed."""
    tagged = select(review_tag.c.review_id).where(review_tag.c.tag_id == tag_id)
    _index(session, Review.id.in_(tagged))


def index_stale(session: Session, *, limit: int) -> int:
    """Index some of what is missing or was read by older rules; return how many."""
    if not _lacks(session):
        return 0
    stale = _stale().order_by(Review.id).limit(limit)
    ids = session.scalars(stale).all()
    if not ids:
        return 0
    _note_change(session)
    return _index(session, Review.id.in_(ids))


def count_stale(session: Session) -> int:
    """Count what is missing in the index or was read by older rules."""
    return session.scalar(_stale().with_only_columns(func.count())) or 0


def rebuild(session: Session) -> None:
    """Index everything from nothing, in one go."""
    clear(session)
    while index_stale(session, limit=BATCH):
        continue


def _lacks(session: Session) -> bool:
    # Asked at every start. To count takes a tenth of comparing, for which the numbers
    # are read from between the texts; the sums tell when one is missing and another is
    # left of a review that went past us.
    id_ = SearchEntry.review_id
    reviews = session.execute(select(func.count(Review.id), func.sum(Review.id))).one()
    fresh = _fresh().with_only_columns(func.count(id_), func.sum(id_))
    return reviews != session.execute(fresh).one()


def _stale() -> Select[int]:
    return select(Review.id).where(Review.id.not_in(_fresh()))


def _fresh() -> Select[int]:
    return select(SearchEntry.review_id).where(SearchEntry.version == INDEX_VERSION)


def _note_change(session: Session) -> None:
    """Let no answer stand that was found, or not, before the index knew more.

    No trigger watches the index itself: as a rule it changes with what it is made
    from. The settings are watched, and are none the worse for being written again.
    """
    session.execute(update(Site).values(created_at=Site.created_at))


def _index(session: Session, which: ColumnElement[bool]) -> int:
    # Columns rather than objects: what is in the session may be half-changed.
    session.flush()
    query = select(
        Review.id,
        Review.work_id,
        Review.title,
        Work.title,
        Work.original_title,
        Review.dek,
        Review.body_html,
        Review.notes_html,
    )
    rows = session.execute(query.join(Review.work).where(which)).all()
    people = people_by_work(session, {row[1] for row in rows})
    tags = tags_by_review(session, {row[0] for row in rows})
    documents = {
        review_id: Document(
            titles=tuple(titles),
            people=tuple(name for _, name in people[work_id]),
            dek=dek,
            tags=tuple(tags[review_id]),
            text=f"{plain_text(body)} {plain_text(notes)}".strip(),
        )
        for review_id, work_id, *titles, dek, body, notes in rows
    }
    put_documents(session, documents)
    return len(documents)

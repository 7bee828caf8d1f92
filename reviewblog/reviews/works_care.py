"""Works corrected and merged, with all that their reviews show of them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from reviewblog.errors import ConflictError, DomainError
from reviewblog.reviews.filming import touch_reviews
from reviewblog.reviews.indexing import index_work
from reviewblog.reviews.models import Review
from reviewblog.works.correcting import correct_work
from reviewblog.works.facts import WorkFacts, facts_of
from reviewblog.works.matching import find_work
from reviewblog.works.merging import absorb, lock_works
from reviewblog.works.models import Work


class WorkRefusedError(DomainError):
    """A work cannot be like this; ``field`` says where it is wrong."""

    def __init__(self, message: str, *, field: str = "film_title") -> None:
        """Say what is wrong, and name the field of the form it is about."""
        super().__init__(message)
        self.field = field


def change_work(
    session: Session, work_id: int, facts: WorkFacts, *, at: datetime
) -> Work:
    """Correct a work for all its reviews.

    Raises:
        ConflictError: somebody has merged it meanwhile.
        WorkRefusedError: it has no title, or is another work by this.
    """
    [work] = _hold(session, (work_id,))
    if not facts.title:
        raise WorkRefusedError("Give the title.")
    if find_work(session, facts, besides=work):
        raise WorkRefusedError(
            "There is such a work already: merge the two if they are one."
        )
    correct_work(session, work, facts, at=at)
    _tell(session, work, at)
    return work


def would_be(lost: Work, kept: Work) -> WorkFacts:
    """Return what a work would say after a merge, both loaded with their facts."""
    return facts_of(kept).over(facts_of(lost))


def merge_works(
    session: Session, lost_id: int, kept_id: int, *, at: datetime
) -> tuple[str, Work]:
    """Make two works one; return what the lost one was called, and the kept one.

    Raises:
        ConflictError: they are one already, or somebody was quicker.
    """
    if lost_id == kept_id:
        raise ConflictError("This is one work already.")
    works = {work.id: work for work in _hold(session, (lost_id, kept_id))}
    lost, kept = works[lost_id], works[kept_id]
    label = lost.title
    session.execute(
        update(Review)
        .where(Review.work_id == lost.id)
        .values(work_id=kept.id)
        .execution_options(synchronize_session=False)
    )
    absorb(session, lost, kept, at=at)
    _tell(session, kept, at)
    return label, kept


def _hold(session: Session, ids: Collection[int]) -> list[Work]:
    """Lock works behind their reviews, as whoever writes a review does.

    Raises:
        ConflictError: somebody else has merged or dropped one of them meanwhile.
    """
    session.execute(
        select(Review.id)
        .where(Review.work_id.in_(ids))
        .order_by(Review.id)
        .with_for_update()
    ).all()
    works = lock_works(session, ids)
    if len(works) != len(ids):
        raise ConflictError("This work is gone: somebody has merged it meanwhile.")
    return works


def _tell(session: Session, work: Work, at: datetime) -> None:
    """Let searches and feeds know that what they say of a work has changed."""
    session.flush()
    index_work(session, work.id)
    touch_reviews(session, work, at)

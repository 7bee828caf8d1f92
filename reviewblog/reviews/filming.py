"""The work a review is about: found, shared with other reviews, or put right."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review
from reviewblog.reviews.slugs import was_public
from reviewblog.works.correcting import correct_work, move_work, remove_work_if_unused
from reviewblog.works.facts import WorkFacts, facts_of
from reviewblog.works.matching import (
    find_or_make_work,
    find_work,
    identity,
    lock_work,
)
from reviewblog.works.models import Work


def find_or_make_film(session: Session, facts: WorkFacts, *, at: datetime) -> Work:
    """Return the work for a new review: a second look is about the same one."""
    known = find_work(session, facts)
    before = facts_of(known) if known else None
    work = find_or_make_work(session, facts, at=at)
    if known and facts_of(work) != before:
        touch_reviews(session, work, at)
    return work


def settle_film(
    session: Session, review: Review, facts: WorkFacts, *, at: datetime
) -> None:
    """Let a review, loaded for its page, be about what its author says.

    A correction shows wherever the work does. When it makes the work equal to one we
    know, the review moves over; so it does when the author changed their mind about
    which film this is and other reviews are about the old one.
    """
    if facts == facts_of(review.work):
        return
    work = lock_work(session, review.work)
    shared = _is_shared(session, review)
    if shared and _is_another(facts_of(work), facts):
        review.work = find_or_make_film(session, facts, at=at)
    elif twin := _find_twin(session, work, facts):
        correct_work(session, twin, facts.over(facts_of(twin)), at=at)
        touch_reviews(session, twin, at)
        review.work = twin
    else:
        correct_work(session, work, facts, at=at)
        if not shared and not was_public(session, review, at=at):
            move_work(session, work)
        touch_reviews(session, work, at)
    session.flush()
    if review.work is not work and not shared:
        remove_work_if_unused(session, work)


def _find_twin(session: Session, work: Work, facts: WorkFacts) -> Work | None:
    if identity(facts) == identity(facts_of(work)):
        return None
    return find_work(session, facts, besides=work)


def _is_shared(session: Session, review: Review) -> bool:
    other = exists().where(Review.work_id == review.work_id, Review.id != review.id)
    return bool(session.scalar(select(other)))


def _is_another(before: WorkFacts, after: WorkFacts) -> bool:
    """Tell a new choice of film from a correction, which leaves most as it was."""
    _, title, year, directors = identity(before)
    _, new_title, new_year, new_directors = identity(after)
    return title != new_title and (year, directors) != (new_year, new_directors)


def touch_reviews(session: Session, work: Work, at: datetime) -> None:
    """Let feeds know that what their items say about the work has changed."""
    session.execute(
        update(Review).where(Review.work_id == work.id).values(updated_at=at)
    )

"""The work a review is about: found, shared with other reviews, or put right."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.reviews.models import Review
from reviewblog.reviews.refusals import ReviewRefusedError
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

OF_OTHERS = (
    "Others write about this film, too, and what is known of it shows on their "
    "reviews. An editor can correct it for all."
)


def find_or_make_film(
    session: Session, facts: WorkFacts, *, by: Account, at: datetime
) -> Work:
    """Return the work for a new review: a second look is about the same one.

    What others write about stays as it is known, unless an editor knows more.
    """
    known = find_work(session, facts)
    if known and _is_of_others(session, known, by):
        return known
    before = facts_of(known) if known else None
    work = find_or_make_work(session, facts, at=at)
    if known and facts_of(work) != before:
        touch_reviews(session, work, at)
    return work


def settle_film(
    session: Session, review: Review, facts: WorkFacts, *, by: Account, at: datetime
) -> None:
    """Let a review, loaded for its page, be about what its author says.

    A correction shows wherever the work does. When it makes the work equal to one we
    know, the review moves over; so it does when the author changed their mind about
    which film this is and other reviews are about the old one.

    Raises:
        ReviewRefusedError: others write about the work, too, and it is theirs to
            correct, or an editor's.
    """
    if facts == facts_of(review.work):
        return
    work = lock_work(session, review.work)
    shared = _is_shared(session, review)
    if shared and _is_another(facts_of(work), facts):
        review.work = find_or_make_film(session, facts, by=by, at=at)
    elif twin := _find_twin(session, work, facts):
        if not _is_of_others(session, twin, by):
            correct_work(session, twin, facts.over(facts_of(twin)), at=at)
            touch_reviews(session, twin, at)
        review.work = twin
    elif _is_of_others(session, work, by):
        raise ReviewRefusedError(OF_OTHERS, field="film_title")
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


def _is_of_others(session: Session, work: Work, by: Account) -> bool:
    """Tell whether what is known of a work shows on reviews not for this account."""
    if by.may_edit_all:
        return False
    others = exists().where(Review.work_id == work.id, Review.author_id != by.id)
    return bool(session.scalar(select(others)))


def _is_another(before: WorkFacts, after: WorkFacts) -> bool:
    """Tell a new choice of film from a correction, which leaves most as it was."""
    _, title, year, directors = identity(before)
    _, new_title, new_year, new_directors = identity(after)
    return title != new_title and (year, directors) != (new_year, new_directors)


def touch_reviews(session: Session, work: Work, at: datetime) -> None:
    """Let feeds know that what their items say about the work has changed.

    A review that somebody is saving has their time anyway. To wait for it, with the
    work locked that they wait for, would be a deadlock.
    """
    free = select(Review.id).where(Review.work_id == work.id)
    free = free.with_for_update(skip_locked=True)
    session.execute(update(Review).where(Review.id.in_(free)).values(updated_at=at))

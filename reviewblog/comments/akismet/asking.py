"""Asking in turn: a question is taken, put to Akismet by the caller, and settled.

Locks are taken as everywhere: comments, reviews, then questions. What is taken stays
with its runner for a lease, and comes back if that runner died.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from reviewblog.comments.akismet.models import AkismetQuestion
from reviewblog.comments.akismet.questions import (
    forget_waiting,
    open_question,
    put_question,
)
from reviewblog.comments.akismet.service import Described, Opinion
from reviewblog.comments.ledger import enter, hold_reviews, record
from reviewblog.comments.models import Comment, CommentStatus, Lesson
from reviewblog.comments.screening.models import CommentReason, ReasonCode
from reviewblog.comments.screening.submitted import Visit
from reviewblog.errands import Errand, back_off, lock_state
from reviewblog.reviews.models import Review
from reviewblog.site.defaults import get_site

LEASE = timedelta(minutes=2)
MOST_TRIES = 3
# Whatever the reason, nobody waits longer for somebody else's server.
LONGEST_WAIT = timedelta(minutes=15)
SPAM = CommentStatus.SPAM


class Claim(Struct, frozen=True):
    """A question or a report that is one runner's until the lease ends."""

    comment_id: int
    asked_at: datetime
    comment: Described
    visit: Visit
    report: Lesson | None


def claim_next(session: Session, site_url: str, *, at: datetime) -> Claim | None:
    """Take what is due first; None if nothing is, or others have it."""
    question = session.scalar(
        select(AkismetQuestion)
        .where(AkismetQuestion.next_attempt_at <= at)
        # Somebody waits for an answer, and nobody for a report.
        .order_by(
            AkismetQuestion.opinion.is_not(None),
            AkismetQuestion.next_attempt_at,
            AkismetQuestion.comment_id,
        )
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if question is None:
        return None
    question.next_attempt_at = at + LEASE
    question.tries += 1
    return Claim(
        question.comment_id,
        question.asked_at,
        _described(session, question, site_url),
        question.visit,
        question.lesson if question.opinion is not None else None,
    )


def ask_again(
    session: Session, comment: Comment, visit: Visit | None, *, at: datetime
) -> None:
    """Ask about what a reader has just made of a comment, which waits again.

    Its review is held. Where an open question covers it, or there is nobody to ask,
    nothing happens.
    """
    if (
        visit is None
        or comment.account_id is not None
        or comment.edited_at != at
        or comment.status not in {CommentStatus.PENDING, CommentStatus.APPROVED}
        or open_question(session, comment) is not None
    ):
        return
    put_question(session, comment, visit, goes_to=comment.status, is_change=True)
    _sort(session, comment, CommentStatus.PENDING, at)


def settle_answer(
    session: Session, claim: Claim, opinion: Opinion, *, at: datetime
) -> Comment | None:
    """Let a comment go where it belongs; None if it waits for no answer any more."""
    lock_state(session, Errand.ASK_AKISMET).succeed(until=at)
    held = _hold(session, [claim.comment_id])
    if not held or held[0][1].asked_at != claim.asked_at:
        return None
    [(comment, question)] = held
    question.opinion = opinion.lesson
    question.next_attempt_at = None
    question.forget_visit()
    is_spam = opinion.lesson is Lesson.SPAM
    if is_spam:
        facts = {"is_sure": opinion.is_sure}
        reason = CommentReason(
            comment_id=comment.id, code=ReasonCode.AKISMET, facts=facts
        )
        session.add(reason)
    _let_go(session, comment, SPAM if is_spam else question.goes_to, at)
    return comment


def settle_report(session: Session, claim: Claim, *, at: datetime) -> None:
    """Note what Akismet knows by now."""
    lock_state(session, Errand.ASK_AKISMET).succeed(until=at)
    question = session.get(AkismetQuestion, claim.comment_id, with_for_update=True)
    if question is not None:
        question.opinion = claim.report
        if question.lesson in {None, claim.report}:
            question.next_attempt_at = None


def note_failure(session: Session, claim: Claim, reason: str, *, at: datetime) -> None:
    """Note why there was no answer; a report that nobody hears is given up."""
    lock_state(session, Errand.ASK_AKISMET).fail(reason, at=at)
    question = session.get(AkismetQuestion, claim.comment_id, with_for_update=True)
    if question is None:
        return
    if question.tries < MOST_TRIES:
        question.next_attempt_at = at + back_off(question.tries)
    else:
        question.next_attempt_at = None if claim.report else at


def release_unanswered(
    session: Session, *, at: datetime, is_off: bool = False
) -> list[tuple[Comment, AkismetQuestion]]:
    """Let go of comments for which there is no answer, as if nobody had been asked.

    Return them with what was to be asked.
    """
    given_up = or_(
        AkismetQuestion.asked_at < at - LONGEST_WAIT,
        # The last try may still be under way.
        (AkismetQuestion.tries >= MOST_TRIES) & (AkismetQuestion.next_attempt_at <= at),
    )
    query = select(AkismetQuestion.comment_id).where(AkismetQuestion.opinion.is_(None))
    query = query if is_off else query.where(given_up)
    ids = session.scalars(query.order_by(AkismetQuestion.comment_id)).all()
    released = _hold(session, ids) if ids else []
    for comment, question in released:
        _let_go(session, comment, question.goes_to, at)
        session.delete(question)
    session.flush()
    return released


def _hold(
    session: Session, comment_ids: Collection[int]
) -> list[tuple[Comment, AkismetQuestion]]:
    # All comments before any review, as moderators lock them.
    comments = session.scalars(
        select(Comment)
        .where(Comment.id.in_(comment_ids))
        .order_by(Comment.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    hold_reviews(session, {comment.review_id for comment in comments})
    asked = ((comment, open_question(session, comment)) for comment in comments)
    return [(comment, question) for comment, question in asked if question is not None]


def _let_go(
    session: Session, comment: Comment, to: CommentStatus, at: datetime
) -> None:
    session.flush()
    forget_waiting(session, [comment.id])
    if comment.status is CommentStatus.PENDING:
        _sort(session, comment, to, at)


def _sort(session: Session, comment: Comment, to: CommentStatus, at: datetime) -> None:
    if comment.status is not to:
        decision = record(comment, to, by=None, at=at)
        decision.is_by_rules = True
        enter(session, [decision])


def _described(session: Session, question: AkismetQuestion, site_url: str) -> Described:
    comment = session.get_one(Comment, question.comment_id)
    slug = session.scalar(select(Review.slug).where(Review.id == comment.review_id))
    original = comment.original_body
    return Described(
        name=comment.author_name,
        email=comment.author_email,
        body=comment.body if original is None else original,
        permalink=f"{site_url}/reviews/{slug}/",
        language=get_site(session).language,
        submitted_at=comment.submitted_at,
        is_change=question.is_change,
    )

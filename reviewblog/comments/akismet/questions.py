"""Questions about comments: they are put, taken back, and forgotten."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from reviewblog.comments.akismet.models import (
    LONGEST_ADDRESS,
    LONGEST_HEADER,
    AkismetQuestion,
)
from reviewblog.comments.models import Comment, CommentStatus, Decision, Lesson
from reviewblog.comments.screening.models import CommentReason, ReasonCode
from reviewblog.comments.screening.submitted import Visit
from reviewblog.errands import Errand, ask_for

# By then nobody takes a decision back any more.
KEPT = timedelta(days=30)
# Long enough for whoever presses Undo.
SECOND_THOUGHTS = timedelta(minutes=10)
_LESSONS = {CommentStatus.SPAM: Lesson.SPAM, CommentStatus.APPROVED: Lesson.GOOD}


def put_question(
    session: Session,
    comment: Comment,
    visit: Visit,
    *,
    goes_to: CommentStatus,
    is_change: bool = False,
) -> None:
    """Let Akismet be asked about a stored comment, soon and in the background."""
    drop_questions(session, [comment.id])
    at = comment.edited_at or comment.submitted_at
    session.add(
        AkismetQuestion(
            comment_id=comment.id,
            goes_to=goes_to,
            is_change=is_change,
            asked_at=at,
            tries=0,
            next_attempt_at=at,
            address=visit.address[:LONGEST_ADDRESS],
            user_agent=visit.user_agent[:LONGEST_HEADER],
            referrer=visit.referrer[:LONGEST_HEADER],
        )
    )
    session.add(CommentReason(comment_id=comment.id, code=ReasonCode.ASKED, facts={}))
    session.flush()
    ask_for(session, Errand.ASK_AKISMET)


def open_question(session: Session, comment: Comment) -> AkismetQuestion | None:
    """Return the question that a comment waits for, if it does."""
    return session.scalar(
        select(AkismetQuestion)
        .where(
            AkismetQuestion.comment_id == comment.id, AkismetQuestion.opinion.is_(None)
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def renew_question(session: Session, comment: Comment, *, at: datetime) -> None:
    """Let an open question be about what has been made of a comment by now.

    An answer that is under way counts no more, and what the rules thought of the
    former text neither: it waits for a person, unless it is spam.
    """
    question = open_question(session, comment)
    if question is not None:
        question.asked_at = question.next_attempt_at = at
        question.goes_to = CommentStatus.PENDING
        ask_for(session, Errand.ASK_AKISMET)


def count_open(session: Session) -> int:
    """Count the comments that wait for an answer."""
    is_open = AkismetQuestion.opinion.is_(None)
    query = select(func.count()).select_from(AkismetQuestion).where(is_open)
    return session.scalar(query) or 0


def drop_questions(session: Session, comment_ids: Collection[int]) -> None:
    """Forget what was asked about comments; they wait for no answer any more."""
    asked = AkismetQuestion.comment_id.in_(comment_ids)
    session.execute(delete(AkismetQuestion).where(asked))
    forget_waiting(session, comment_ids)


def forget_waiting(session: Session, comment_ids: Collection[int]) -> None:
    """Take back the reason that comments wait for an answer."""
    session.execute(
        delete(CommentReason).where(
            CommentReason.comment_id.in_(comment_ids),
            CommentReason.code == ReasonCode.ASKED,
        )
    )


def note_decisions(session: Session, decisions: Collection[Decision]) -> None:
    """Keep what moderators decided about comments that Akismet was asked about.

    Who decides before there is an answer needs none. Where they disagree with the
    answer it is told so, unless they think better of it soon.
    """
    last = {each.comment_id: each for each in decisions if not each.is_by_rules}
    asked = session.scalars(
        select(AkismetQuestion)
        .where(AkismetQuestion.comment_id.in_(last))
        .order_by(AkismetQuestion.comment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    unanswered = [question for question in asked if question.opinion is None]
    if unanswered:
        drop_questions(session, [question.comment_id for question in unanswered])
    for question in asked:
        if question.opinion is not None:
            _note_lesson(question, last[question.comment_id])


def _note_lesson(question: AkismetQuestion, decision: Decision) -> None:
    question.lesson = _LESSONS.get(decision.after)
    question.tries = 0
    disagrees = question.lesson not in {None, question.opinion}
    later = decision.decided_at + SECOND_THOUGHTS
    question.next_attempt_at = later if disagrees else None


def forget_questions(session: Session, *, at: datetime) -> None:
    """Delete questions about which nobody will say anything any more."""
    old = AkismetQuestion.asked_at < at - KEPT
    session.execute(
        delete(AkismetQuestion).where(old, AkismetQuestion.opinion.is_not(None))
    )
    session.execute(
        update(AkismetQuestion)
        .where(AkismetQuestion.opinion.is_not(None), AkismetQuestion.address != "")
        .values(address="", user_agent="", referrer="")
    )

"""What writers may do with their own comments afterwards."""

from datetime import datetime

from sqlalchemy.orm import Session

from reviewblog.comments.akismet.questions import drop_questions, renew_question
from reviewblog.comments.bodies import write_body
from reviewblog.comments.errors import EditTimeOverError
from reviewblog.comments.ledger import enter, hold_reviews, record
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.openness import mode_of
from reviewblog.comments.screening.desk import forget_reasons, screen_change
from reviewblog.comments.screening.learning import unlearn
from reviewblog.mail.upkeep import forget_topic
from reviewblog.reviews.models import Review
from reviewblog.site.defaults import get_site


def check_edit_time(comment: Comment, *, opened_at: datetime, at: datetime) -> None:
    """Refuse a change that comes too late.

    Raises:
        EditTimeOverError: the editor was opened too late, or has been open too long.
    """
    until = comment.editable_until(opened_at)
    if until is None or not opened_at <= at <= until:
        raise EditTimeOverError(
            "The fifteen minutes for changes are over. You can still withdraw it."
        )


def edit_comment(
    session: Session, comment: Comment, body: str, *, opened_at: datetime, at: datetime
) -> None:
    """Change the text of a comment within its time.

    The rules look at what a reader has made of it as if it had just come in, so nobody
    can have a kind word approved and turn it into something else.

    Raises:
        BodyRefusedError: the new text is empty, too long, or shows nothing.
        EditTimeOverError: it is too late.
    """
    check_edit_time(comment, opened_at=opened_at, at=at)
    if body == comment.body:
        return
    hold_reviews(session, [comment.review_id])
    unlearn(session, comment, at=at)
    write_body(comment, body)
    comment.edited_at = at
    comment.forget_rewriting()
    if comment.account_id is None:
        _screen_again(session, comment, at)


def _screen_again(session: Session, comment: Comment, at: datetime) -> None:
    review = session.get_one(Review, comment.review_id)
    mode = mode_of(review, get_site(session), at=at)
    status = screen_change(session, comment, mode, at=at)
    renew_question(session, comment, at=at)
    if status is not comment.status:
        decision = record(comment, status, by=None, at=at)
        decision.is_by_rules = True
        enter(session, [decision])


def withdraw_comment(session: Session, comment: Comment, *, at: datetime) -> None:
    """Take a comment back: its text, name and address are gone for good.

    So are the mails that quote it, sent or not.
    """
    if comment.withdrawn_at is not None:
        return
    hold_reviews(session, [comment.review_id])
    unlearn(session, comment, at=at)
    forget_reasons(session, comment)
    drop_questions(session, [comment.id])
    decision = record(comment, CommentStatus.DELETED, by=None, at=at)
    comment.wipe(at=at)
    enter(session, [decision])
    forget_topic(session, f"comment-{comment.id}")

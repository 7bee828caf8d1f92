"""What writers may do with their own comments afterwards."""

from datetime import datetime

from sqlalchemy.orm import Session

from reviewblog.comments.bodies import write_body
from reviewblog.comments.errors import EditTimeOverError
from reviewblog.comments.ledger import enter, hold_reviews, record
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.screening.desk import forget_reasons, note_edit
from reviewblog.comments.screening.learning import unlearn
from reviewblog.mail.upkeep import forget_topic


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

    A reader's comment that was approved waits once more: whatever is public has
    been read by somebody in charge, so nobody can have a kind word approved and
    turn it into something else.

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
    if comment.status is CommentStatus.APPROVED and comment.account_id is None:
        enter(session, [record(comment, CommentStatus.PENDING, by=None, at=at)])
        note_edit(session, comment)


def withdraw_comment(session: Session, comment: Comment, *, at: datetime) -> None:
    """Take a comment back: its text, name and address are gone for good.

    So are the mails that quote it, sent or not.
    """
    if comment.withdrawn_at is not None:
        return
    hold_reviews(session, [comment.review_id])
    unlearn(session, comment, at=at)
    forget_reasons(session, comment)
    decision = record(comment, CommentStatus.DELETED, by=None, at=at)
    comment.wipe(at=at)
    enter(session, [decision])
    forget_topic(session, f"comment-{comment.id}")

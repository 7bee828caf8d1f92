"""How often one address may post."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.comments.models import Comment
from reviewblog.errors import TooManyError
from reviewblog.limit import Limit

MINUTE = 60


def check_rate(session: Session, address: str, limit: Limit, *, at: datetime) -> None:
    """Refuse a comment from an address that has posted as many as it may.

    The comments themselves are counted, so all processes agree, and restarting
    one forgets nothing. The caller has made sure that nobody else is posting.

    Raises:
        TooManyError: it has; the error knows when there is room again.
    """
    span = timedelta(seconds=limit.seconds)
    blocking = session.scalar(
        select(Comment.submitted_at)
        .where(Comment.address_hash == address, Comment.submitted_at > at - span)
        .order_by(Comment.submitted_at.desc())
        .offset(limit.count - 1)
        .limit(1)
    )
    if blocking is None:
        return
    seconds = max(1, round((blocking + span - at).total_seconds()))
    minutes = -(-seconds // MINUTE)
    wait = "a minute" if minutes == 1 else f"{minutes} minutes"
    raise TooManyError(
        "That was a lot of comments in a short time. Your text is still here: "
        f"please post it in {wait}.",
        retry_after=seconds,
    )

"""What is known of those who wrote comments is forgotten when it has served."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from reviewblog.comments.correspondents import Correspondent
from reviewblog.comments.models import Comment

# Rate limits and doubles look back a day, whoever judges a flood of spam some weeks.
KEPT_NETWORK = timedelta(days=30)
KEPT_UNUSED = timedelta(days=30)


def forget_readers(session: Session, *, at: datetime) -> None:
    """Drop the hashes of network addresses, and addresses that no comment gives.

    An address whose owner wants no mail stays: it is how that is known.
    """
    session.execute(
        update(Comment)
        .where(Comment.address_hash != "", Comment.submitted_at < at - KEPT_NETWORK)
        .values(address_hash="")
        .execution_options(synchronize_session=False)
    )
    still_there = select(func.lower(Comment.author_email)).where(
        Comment.author_email != ""
    )
    session.execute(
        delete(Correspondent)
        .where(
            Correspondent.stopped_at.is_(None),
            Correspondent.created_at < at - KEPT_UNUSED,
            Correspondent.address.not_in(still_there),
        )
        .execution_options(synchronize_session=False)
    )

"""What somebody wrote, by the address they gave: to be seen, taken along and erased.

Whoever reads the mail of an address may do so, in whatever browser it was written.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from reviewblog.comments.correspondents import (
    Correspondent,
    ensure_correspondent,
    forget_browsers,
)
from reviewblog.comments.editing import withdraw_comment
from reviewblog.comments.ledger import hold_reviews, take_turns
from reviewblog.comments.models import Comment
from reviewblog.comments.reader_letters import own_letter
from reviewblog.comments.screening.blocks import unblock_senders
from reviewblog.config import Settings
from reviewblog.mail.outbox import queue_message
from reviewblog.mail.upkeep import forget_recipient
from reviewblog.site.defaults import get_site

# However often somebody asks, an address gets one such mail in this time.
PAUSE = timedelta(minutes=15)


def send_own_link(
    session: Session, address: str, settings: Settings, *, at: datetime
) -> None:
    """Send the link to what an address wrote, if it wrote anything.

    The caller says the same whether it did or not.
    """
    take_turns(session)
    known = select(Correspondent.id).where(Correspondent.address == address.lower())
    is_known = session.scalar(_written_by(address).limit(1)) or session.scalar(known)
    if not settings.sends_mail or not is_known:
        return
    reader = ensure_correspondent(session, address, at=at)
    if reader.link_sent_at is not None and at - reader.link_sent_at < PAUSE:
        return
    reader.link_sent_at = at
    letter = own_letter(reader, get_site(session), settings, at=at)
    queue_message(session, letter, at=at)


def written_by(session: Session, reader: Correspondent) -> Sequence[Comment]:
    """List everything that gave an address, whatever became of it, oldest first."""
    query = _written_by(reader.address).options(
        joinedload(Comment.review), joinedload(Comment.grade)
    )
    return session.scalars(query).all()


def erase_everything(session: Session, reader: Correspondent, *, at: datetime) -> int:
    """Forget everything that an address wrote and was written; return how much.

    Where there are replies an empty place stays. Held, spam and deleted comments
    go as well, the mails that quote them, what is known of the address, and what the
    block list has of it: it would name somebody of whom nothing else is left.
    """
    comments = _hold(session, reader)
    unblock_senders(session, comments, address=reader.address)
    for comment in comments:
        withdraw_comment(session, comment, at=at)
        comment.writer_hash = comment.address_hash = ""
    forget_recipient(session, reader.address)
    forget_browsers(session, reader)
    if reader.stopped_at is None:
        session.delete(reader)
    return len(comments)


def _hold(session: Session, reader: Correspondent) -> Sequence[Comment]:
    comments = session.scalars(
        _written_by(reader.address)
        .order_by(None)
        .order_by(Comment.id)
        .with_for_update(key_share=True, of=Comment)
        .execution_options(populate_existing=True)
    ).all()
    hold_reviews(session, {comment.review_id for comment in comments})
    return comments


def _written_by(address: str) -> Select[Comment]:
    return (
        select(Comment)
        .where(func.lower(Comment.author_email) == address.lower())
        .order_by(Comment.submitted_at, Comment.id)
    )

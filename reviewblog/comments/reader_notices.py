"""Telling readers by mail of the replies to their comments.

What is due is asked of the database, so it does not matter who approved a reply, or
where. Nothing that was not approved is ever told of, and an address is first asked
once a comment that gave it has been approved: to have mail sent to a stranger, one has
to write something that the moderators let through, and gets three mails out of it at
most, a week or more apart, which carry no word of one's own.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from reviewblog.comments.correspondents import (
    Correspondent,
    ReplyNotice,
    ensure_correspondent,
)
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.reader_letters import (
    CONFIRMED_WITHIN,
    confirm_letter,
    reply_letter,
)
from reviewblog.config import Settings
from reviewblog.errands import Errand, lock_state
from reviewblog.mail.outbox import queue_message
from reviewblog.site.defaults import get_site

# Older ones are no news; this is also how long an answer to the question may take.
NEWS = timedelta(days=30)
MOST_QUESTIONS = 3
BATCH = 100


def tell_readers(session: Session, settings: Settings, *, at: datetime) -> None:
    """Write what is due: first the questions, then the notices."""
    if not settings.sends_mail:
        return
    lock_state(session, Errand.TELL_READERS)
    site = get_site(session)
    for comment in _unasked(session, at):
        reader = ensure_correspondent(session, comment.author_email, at=at)
        # Several comments may have given the same address.
        if reader.asked_at != at and comment.review.is_public(at=at):
            reader.asked_at = at
            reader.times_asked += 1
            letter = confirm_letter(comment.review, reader, site, settings, at=at)
            queue_message(session, letter, at=at)
    for reply, parent, reader in _untold(session, at):
        if reply.review.is_public(at=at):
            session.add(ReplyNotice(reply_id=reply.id, queued_at=at))
            letter = reply_letter(reply, parent, reader, site, settings)
            queue_message(session, letter, at=at)


def _unasked(session: Session, at: datetime) -> Sequence[Comment]:
    return session.scalars(
        select(Comment)
        .outerjoin(
            Correspondent, Correspondent.address == func.lower(Comment.author_email)
        )
        .where(
            Comment.status == CommentStatus.APPROVED,
            Comment.submitted_at > at - NEWS,
            Comment.wants_notice,
            Comment.author_email != "",
            Correspondent.confirmed_at.is_(None),
            Correspondent.stopped_at.is_(None),
            func.coalesce(Correspondent.times_asked, 0) < MOST_QUESTIONS,
            or_(
                Correspondent.asked_at.is_(None),
                Correspondent.asked_at < at - CONFIRMED_WITHIN,
            ),
            # One question a comment: only a newer one asks again.
            or_(
                Correspondent.asked_at.is_(None),
                Comment.submitted_at > Correspondent.asked_at,
            ),
        )
        .order_by(Comment.submitted_at, Comment.id)
        .limit(BATCH)
        .options(joinedload(Comment.review))
    ).all()


def _untold(
    session: Session, at: datetime
) -> list[tuple[Comment, Comment, Correspondent]]:
    parent = aliased(Comment)
    rows = session.execute(
        select(Comment, parent, Correspondent)
        .join(parent, Comment.parent_id == parent.id)
        .join(Correspondent, Correspondent.address == func.lower(parent.author_email))
        .outerjoin(ReplyNotice, ReplyNotice.reply_id == Comment.id)
        .where(
            Comment.status == CommentStatus.APPROVED,
            Comment.submitted_at > at - NEWS,
            parent.status == CommentStatus.APPROVED,
            parent.wants_notice,
            Correspondent.confirmed_at.is_not(None),
            Correspondent.stopped_at.is_(None),
            ReplyNotice.reply_id.is_(None),
            # Nobody is told of what they wrote themselves.
            or_(Comment.writer_hash == "", Comment.writer_hash != parent.writer_hash),
            func.lower(Comment.author_email) != Correspondent.address,
        )
        .order_by(Comment.submitted_at, Comment.id)
        .limit(BATCH)
        .options(joinedload(Comment.review), joinedload(Comment.account))
    )
    return [
        (reply, to, reader)
        for reply, to, reader in rows
        if reply.account is None or reply.account.email.lower() != reader.address
    ]

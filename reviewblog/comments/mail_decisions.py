"""Deciding about a comment from a mail, without signing in.

A link is for one comment, one decision and one account, which must still be in charge
when it is used. It is spent with the first decision about the comment, whoever's.
"""

from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from reviewblog.accounts.models import Account
from reviewblog.comments.letter_html import MailLink
from reviewblog.comments.links import Purpose, read, sign
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.comments.moderation import changed_since, decide
from reviewblog.comments.queries import in_charge
from reviewblog.config import Settings

HOLDS = timedelta(days=14)
VERDICTS = {
    CommentStatus.APPROVED: "Approve",
    CommentStatus.SPAM: "Mark as spam",
    CommentStatus.DELETED: "Delete",
}


class MailedDecision(Struct, frozen=True):
    """What a link asks for; ``spent_by`` is the decision that was made since."""

    comment: Comment
    account: Account
    to: CommentStatus
    seen: int
    spent_by: Decision | None

    @property
    def is_open(self) -> bool:
        """Tell whether there is still something to decide."""
        return self.spent_by is None and self.comment.status is not self.to


def decision_links(
    session: Session,
    comment: Comment,
    account: Account,
    settings: Settings,
    *,
    at: datetime,
) -> list[MailLink]:
    """Make the links by which an account may decide about a comment as it is."""
    newest = select(func.max(Decision.id)).where(Decision.comment_id == comment.id)
    seen = session.scalar(newest) or 0
    return [
        MailLink(
            words,
            f"{settings.site_url}/comments/decide/"
            + sign(
                settings.secret_key,
                Purpose.DECIDE,
                *(comment.id, account.id, status.value, seen),
                until=at + HOLDS,
            ),
        )
        for status, words in VERDICTS.items()
        if status is not comment.status
    ]


def find_mailed_decision(
    session: Session, token: str, *, secret: str, at: datetime
) -> MailedDecision | None:
    """Read a link; None if it is over, or its holder is no longer in charge."""
    subject = read(secret, Purpose.DECIDE, token, at=at)
    if subject is None:
        return None
    comment_id, account_id, to, seen = subject
    account = session.get(Account, account_id)
    if account is None or account.disabled_at is not None:
        return None
    comment = session.scalar(
        select(Comment)
        .where(
            Comment.id == comment_id,
            Comment.withdrawn_at.is_(None),
            in_charge(account),
        )
        .options(joinedload(Comment.review), joinedload(Comment.parent))
    )
    if comment is None:
        return None
    spent_by = _newer_decision(session, comment, int(seen))
    return MailedDecision(comment, account, CommentStatus(str(to)), int(seen), spent_by)


def decide_by_mail(
    session: Session, asked: MailedDecision, *, read_at: datetime | None, at: datetime
) -> bool:
    """Carry a decision out; False where somebody has decided, or rewritten it."""
    ids = [asked.comment.id]
    if read_at is None or changed_since(
        session, ids, by=asked.account, read_at=read_at
    ):
        return False
    # Only now is the comment held: the other link may have been used meanwhile.
    if _newer_decision(session, asked.comment, asked.seen) is not None:
        return False
    return bool(decide(session, ids, to=asked.to, by=asked.account, at=at))


def _newer_decision(session: Session, comment: Comment, seen: int) -> Decision | None:
    return session.scalar(
        select(Decision)
        .where(Decision.comment_id == comment.id, Decision.id > seen)
        .order_by(Decision.id.desc())
        .limit(1)
    )

"""Telling by mail those who decide about comments that there is one to decide about.

Which mails are written is the site's setting; they go into the outbox in the very
transaction that stores the comment.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.akismet.questions import open_question
from reviewblog.comments.mail_decisions import decision_links
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.notice_texts import (
    Notice,
    digest_letter,
    flood_letter,
    notice_letter,
)
from reviewblog.comments.queries import count_by_status, in_queue
from reviewblog.comments.screening.settings import flood_end
from reviewblog.comments.screening.verdict import FLOOD_HOLD
from reviewblog.config import Settings
from reviewblog.errands import Errand, lock_state
from reviewblog.mail.outbox import queue_message
from reviewblog.reviews.models import Review
from reviewblog.site.defaults import get_site
from reviewblog.site.models import NoticeMode, Site

# A digest names so many comments, and counts the others.
NAMED_IN_DIGEST = 20
TOLD = frozenset({CommentStatus.PENDING, CommentStatus.APPROVED})


def notice_of_new_comment(
    session: Session, comment: Comment, settings: Settings, *, at: datetime
) -> None:
    """Write to everybody in charge of a comment that has just come in.

    One that was sent twice is told of once; whoever wrote it knows. Of one that
    Akismet is asked about first is told when it has answered.
    """
    if not settings.sends_mail or comment.submitted_at != at:
        return
    if end := flood_end(session, at=at):
        # One mail for all of them; the queue has the rest.
        if end == at + FLOOD_HOLD:
            _tell_of_flood(session, get_site(session), settings, at)
    elif open_question(session, comment) is None:
        tell_of_comment(session, comment, settings, at=at)


def tell_of_comment(
    session: Session, comment: Comment, settings: Settings, *, at: datetime
) -> None:
    """Write to everybody in charge of a comment that the rules have sorted."""
    site = get_site(session)
    if (
        not settings.sends_mail
        or site.comment_notices is not NoticeMode.EACH
        or comment.status not in TOLD
        or flood_end(session, at=at)
    ):
        return
    review = session.get_one(Review, comment.review_id)
    parent = session.get(Comment, comment.parent_id) if comment.parent_id else None
    for account in _in_charge_of(session, review):
        if account.id != comment.account_id:
            notice = Notice(
                comment=comment,
                review=review,
                parent=parent,
                to=account,
                links=decision_links(session, comment, account, settings, at=at),
            )
            letter = notice_letter(notice, site, settings.site_url)
            queue_message(session, letter, at=at)


def _tell_of_flood(
    session: Session, site: Site, settings: Settings, at: datetime
) -> None:
    for account in _enabled(session):
        if account.may_manage_site:
            letter = flood_letter(account, site, settings.site_url)
            queue_message(session, letter, at=at)


def queue_digests(session: Session, settings: Settings, *, at: datetime) -> None:
    """Write to everybody in charge which comments wait, once a day.

    Days on which nothing new has come in are passed over in silence.
    """
    site = get_site(session)
    if not settings.sends_mail or site.comment_notices is not NoticeMode.DIGEST:
        return
    state = lock_state(session, Errand.SEND_DIGESTS)
    if not _is_due(site, state.done_until, at):
        return
    for account in _enabled(session):
        waiting = in_queue(
            session, CommentStatus.PENDING, by=account, limit=NAMED_IN_DIGEST
        )
        if _has_news(waiting, state.done_until):
            total = count_by_status(session, by=account)[CommentStatus.PENDING]
            letter = digest_letter(waiting, total, account, site, settings.site_url)
            queue_message(session, letter, at=at)
    state.succeed(until=at)


def _is_due(site: Site, last: datetime | None, at: datetime) -> bool:
    now = at.astimezone(site.zone)
    today = now.replace(hour=site.digest_hour, minute=0, second=0, microsecond=0)
    return now >= today and (last is None or last < today)


def _has_news(waiting: Sequence[Comment], since: datetime | None) -> bool:
    return bool(waiting) and (since is None or waiting[0].submitted_at > since)


def _in_charge_of(session: Session, review: Review) -> list[Account]:
    return [
        account
        for account in _enabled(session)
        if account.may_moderate or account.id == review.author_id
    ]


def _enabled(session: Session) -> Sequence[Account]:
    return session.scalars(
        select(Account).where(Account.disabled_at.is_(None)).order_by(Account.id)
    ).all()

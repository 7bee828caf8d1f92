"""The desk at a glance: what waits, what is being written, what has appeared."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from flask.typing import ResponseReturnValue
from msgspec import Struct

from reviewblog.accounts.models import Account
from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.queries import in_queue
from reviewblog.comments.screening.settings import flood_end
from reviewblog.condition import look_after
from reviewblog.config import Settings
from reviewblog.extensions import db
from reviewblog.reviews.desk import Shelf, count_shelves, on_shelf
from reviewblog.reviews.models import Review
from reviewblog.standing.queries import list_kept
from reviewblog.stats.periods import Period
from reviewblog.stats.queries import Read, Whose, most_read, reads_by_step
from reviewblog.text.excerpts import excerpt
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.first_steps import Step, first_steps
from reviewblog.web.dashboard.stats import span_for
from reviewblog.web.identity import current_account
from reviewblog.web.site import current_site

GLIMPSE = 5
COMMENTS = 3
LONGEST_BEGINNING = 140


@bp.get("/")
def show_overview() -> ResponseReturnValue:
    account, at = current_account(), utcnow()
    writes = account.may_write
    counts = count_shelves(db.session(), by=account, at=at) if writes else {}
    settings: Settings = current_app.config["SETTINGS"]
    is_new = writes and not any(counts.values())
    return render_desk(
        "dashboard/show_overview.html",
        comments=_newest_waiting(account),
        flood_until=flood_end(db.session(), at=at),
        counts=counts,
        steps=_first_steps(account, settings) if is_new else [],
        reads=_read_this_week(account) if writes and not is_new else None,
        condition=(
            look_after(db.session(), settings, at=at)
            if account.may_manage_site
            else None
        ),
        drafts=_glimpse(Shelf.DRAFTS, account, at) if writes else [],
        scheduled=_glimpse(Shelf.SCHEDULED, account, at) if writes else [],
        latest=_glimpse(Shelf.PUBLISHED, account, at) if writes else [],
    )


def _first_steps(account: Account, settings: Settings) -> list[Step]:
    has_pages = bool(list_kept(db.session()))
    return first_steps(account, current_site(), settings, has_pages=has_pages)


class Reads(Struct, frozen=True):
    """What was read of late: how often in all, and what most."""

    total: int
    most: Sequence[Read]


def _read_this_week(account: Account) -> Reads:
    session, whose = db.session(), Whose.seen_by(account)
    week = span_for(Period.WEEK)
    return Reads(
        total=sum(count for _, count in reads_by_step(session, week, whose)),
        most=most_read(session, week, whose, limit=GLIMPSE),
    )


def _newest_waiting(account: Account) -> list[tuple[Comment, str]]:
    waiting = in_queue(db.session(), CommentStatus.PENDING, by=account, limit=COMMENTS)
    return [
        (comment, excerpt(comment.body_html, limit=LONGEST_BEGINNING))
        for comment in waiting
    ]


def _glimpse(shelf: Shelf, account: Account, at: datetime) -> Sequence[Review]:
    query = on_shelf(shelf, by=account, at=at).limit(GLIMPSE)
    return db.session().scalars(query).all()

"""The desk at a glance: what waits, what is being written, what has appeared."""

from collections.abc import Sequence
from datetime import datetime

from flask.typing import ResponseReturnValue

from reviewblog.accounts.models import Account
from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.queries import in_queue
from reviewblog.comments.screening.settings import flood_end
from reviewblog.extensions import db
from reviewblog.reviews.desk import Shelf, count_shelves, on_shelf
from reviewblog.reviews.models import Review
from reviewblog.text.excerpts import excerpt
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.identity import current_account

GLIMPSE = 5
COMMENTS = 3
LONGEST_BEGINNING = 140


@bp.get("/")
def show_overview() -> ResponseReturnValue:
    account, at = current_account(), utcnow()
    writes = account.may_write
    return render_desk(
        "dashboard/show_overview.html",
        comments=_newest_waiting(account),
        flood_until=flood_end(db.session(), at=at),
        counts=count_shelves(db.session(), by=account, at=at) if writes else {},
        drafts=_glimpse(Shelf.DRAFTS, account, at) if writes else [],
        scheduled=_glimpse(Shelf.SCHEDULED, account, at) if writes else [],
        latest=_glimpse(Shelf.PUBLISHED, account, at) if writes else [],
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

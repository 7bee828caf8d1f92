"""Who decided what about comments, and when, for those who decide."""

from functools import partial
from http import HTTPStatus

from flask import abort, request
from flask.typing import ResponseReturnValue

from reviewblog.accounts.administration import list_accounts
from reviewblog.comments.decision_log import (
    Hand,
    LogFilter,
    count_decisions,
)
from reviewblog.comments.decision_log import (
    list_decisions as decisions_by,
)
from reviewblog.comments.models import CommentStatus
from reviewblog.comments.screening.records import reasons_of
from reviewblog.extensions import db
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.queue_filter import STATUS_NAMES
from reviewblog.web.identity import current_account
from reviewblog.web.moderation_wording import reason_words
from reviewblog.web.paging import paged

SIZE = 50


@bp.get("/comments/log/")
def list_decisions() -> ResponseReturnValue:
    session, account, wanted = db.session(), current_account(), _wanted()
    page = paged(
        partial(decisions_by, session, wanted, by=account),
        total=count_decisions(session, wanted, by=account),
        size=SIZE,
    )
    ruled = [one.comment_id for one in page.items if one.is_by_rules]
    reasons = reasons_of(session, ruled)
    return render_desk(
        "dashboard/list_decisions.html",
        page=page,
        wanted=wanted,
        accounts=list_accounts(session),
        names=STATUS_NAMES,
        why={
            comment_id: [reason_words(each.code, each.facts) for each in found]
            for comment_id, found in reasons.items()
        },
    )


def _wanted() -> LogFilter:
    who, after = request.args.get("who", ""), request.args.get("after", "")
    comment_id = as_id(request.args.get("comment"))
    account_id = None if who in set(Hand) else as_id(who)
    if account_id == 0 or comment_id == 0 or (after and after not in _STATUSES):
        abort(HTTPStatus.NOT_FOUND)
    return LogFilter(
        after=CommentStatus(after) if after else None,
        account_id=account_id,
        hand=Hand(who) if who in set(Hand) else None,
        comment_id=comment_id,
    )


_STATUSES = {status.value for status in CommentStatus}

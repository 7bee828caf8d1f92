"""The queue: readers' comments, and what becomes of them."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

from flask import redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from msgspec import Struct

from reviewblog.clock import utcnow
from reviewblog.comments.canned import list_canned
from reviewblog.comments.errors import CommentRefusedError
from reviewblog.comments.models import CommentStatus
from reviewblog.comments.queries import count_by_status
from reviewblog.comments.screening.records import reasons_of
from reviewblog.comments.senders import histories_of
from reviewblog.comments.sifting import MOST_COUNTED, Sieve, count_sifted, sift
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.moderating import Instruction, Outcome, UnclearError
from reviewblog.web.dashboard.queue_filter import STATUS_NAMES, QueueFilter
from reviewblog.web.dashboard.queue_reply import reply_begun
from reviewblog.web.dashboard.queue_rows import BUTTONS, KEYS, Row
from reviewblog.web.identity import current_account
from reviewblog.web.paging import Page, page_number

PER_PAGE = 50
TOAST = "moderation"


class Toast(Struct, frozen=True):
    """What has just been done, and what would undo it."""

    text: str
    decided_at: str


@bp.get("/comments/")
def list_comments() -> ResponseReturnValue:
    asked = QueueFilter(db.session(), current_account())
    status = HTTPStatus.OK if asked.validate() else HTTPStatus.UNPROCESSABLE_ENTITY
    return render_queue(asked, toast=take_toast()), status


@bp.post("/comments/")
def decide_comments() -> ResponseReturnValue:
    at, asked = utcnow(), QueueFilter(db.session(), current_account())
    if request.form.get("action") == "insert":
        return render_queue(asked)
    here = asked.address()
    try:
        with transaction(db.session()) as store:
            instruction = Instruction.of_form(request.form)
            outcome = instruction.carry_out(store, by=current_account(), at=at)
    except (CommentRefusedError, UnclearError) as refusal:
        if is_script():
            return {"said": str(refusal)}, HTTPStatus.UNPROCESSABLE_ENTITY
        asked = QueueFilter(db.session(), current_account())
        page = render_queue(asked, refusal=refusal)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    if is_script():
        return outcome.as_answer()
    leave_toast(outcome, at=at)
    return redirect(here, HTTPStatus.SEE_OTHER)


def is_script() -> bool:
    """Tell whether the page's script asks, which decides without leaving the page."""
    return request.accept_mimetypes.best == "application/json"


def render_queue(
    asked: QueueFilter,
    *,
    toast: Toast | None = None,
    refusal: DomainError | None = None,
) -> str:
    """Show one list of comments, at its last page where it has become shorter."""
    account, sieve = current_account(), asked.sieve
    counts = count_by_status(db.session(), by=account)
    page = _page_of(sieve, counts)
    return render_template(
        "dashboard/list_comments.html",
        account=account,
        asked=asked,
        is_sifted=not sieve.is_plain,
        page=page,
        is_bounded=page.total == MOST_COUNTED and not sieve.is_plain,
        status=asked.chosen,
        counts=counts,
        labels=STATUS_NAMES,
        buttons=BUTTONS,
        keys=KEYS,
        all_selected=request.args.get("select") == "all",
        waiting=counts[CommentStatus.PENDING],
        read_at=int(utcnow().timestamp()),
        toast=toast,
        refusal=refusal,
        answering=as_id(request.form.get("comment_id")),
        reply_body=reply_begun(),
        kept_replies=list_canned(db.session()),
        sender=_sender(asked),
    )


def _page_of(sieve: Sieve, counts: Mapping[CommentStatus, int]) -> Page[Row]:
    """Load the page that was asked for, or the last one there is."""
    session, account, number = db.session(), current_account(), page_number()
    if number == 1 and not sieve.is_plain:
        rows = _rows(sieve, number)
        if len(rows) < PER_PAGE:
            # To count them would be to look through all comments once more.
            return Page(rows, number, PER_PAGE, len(rows))
    if sieve.status is not None and sieve.is_plain:
        total = counts[sieve.status]
    else:
        total = count_sifted(session, sieve, by=account)
    number = min(number, max(1, -(-total // PER_PAGE)))
    return Page(_rows(sieve, number), number, PER_PAGE, total)


def _rows(sieve: Sieve, number: int) -> list[Row]:
    session, account = db.session(), current_account()
    offset = (number - 1) * PER_PAGE
    comments = sift(session, sieve, by=account, limit=PER_PAGE, offset=offset)
    ids = [comment.id for comment in comments]
    reasons, known = reasons_of(session, ids), histories_of(session, ids, by=account)
    return [
        Row(comment, reasons.get(comment.id, ()), known.get(comment.id))
        for comment in comments
    ]


def _sender(asked: QueueFilter) -> Row | None:
    meant = asked.sender_meant
    if meant is None:
        return None
    known = histories_of(db.session(), [meant.id], by=current_account())
    return Row(meant, history=known.get(meant.id))


def leave_toast(outcome: Outcome, *, at: datetime) -> None:
    """Leave word for the next page; the decisions are found again by their time.

    Neither a cookie nor a form has room for thousands of ids.
    """
    undo = at.isoformat() if outcome.can_undo else ""
    session[TOAST] = {"text": outcome.text, "undo": undo}


def take_toast() -> Toast | None:
    """Return what the last request left to be said, once."""
    left = session.pop(TOAST, None)
    return Toast(left["text"], left["undo"]) if left else None

"""The queue: readers' comments, and what becomes of them."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.comments.errors import CommentRefusedError
from reviewblog.comments.models import CommentStatus
from reviewblog.comments.queries import count_by_status, decided_together, in_queue
from reviewblog.comments.screening.records import reasons_of
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.web.body_form import as_id, as_text
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.moderating import Instruction, Outcome, UnclearError
from reviewblog.web.dashboard.queue_rows import BUTTONS, KEYS, LABELS, Row
from reviewblog.web.identity import current_account
from reviewblog.web.paging import Page, page_number

PER_PAGE = 50
TOAST = "moderation"


@dataclass(frozen=True, slots=True)
class Toast:
    """What has just been done, and what would undo it."""

    text: str
    decision_ids: tuple[int, ...]


@bp.get("/comments/")
def list_comments() -> ResponseReturnValue:
    return render_queue(toast=take_toast())


@bp.post("/comments/")
def decide_comments() -> ResponseReturnValue:
    here = url_for(
        "dashboard.list_comments", status=chosen_status(), page=page_number()
    )
    at = utcnow()
    try:
        with transaction(db.session()) as store:
            instruction = Instruction.of_form(request.form)
            outcome = instruction.carry_out(store, by=current_account(), at=at)
    except (CommentRefusedError, UnclearError) as refusal:
        page = {"said": str(refusal)} if is_script() else render_queue(refusal=refusal)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    if is_script():
        return outcome.as_answer()
    leave_toast(outcome, at=at)
    return redirect(here, HTTPStatus.SEE_OTHER)


def is_script() -> bool:
    """Tell whether the page's script asks, which decides without leaving the page."""
    return request.accept_mimetypes.best == "application/json"


def render_queue(
    *, toast: Toast | None = None, refusal: DomainError | None = None
) -> str:
    """Show one list of comments, at its last page where it has become shorter."""
    account, status = current_account(), chosen_status()
    counts = count_by_status(db.session(), by=account)
    last = max(1, -(-counts[status] // PER_PAGE))
    number = min(page_number(), last)
    comments = in_queue(
        db.session(),
        status,
        by=account,
        limit=PER_PAGE,
        offset=(number - 1) * PER_PAGE,
    )
    reasons = reasons_of(db.session(), [comment.id for comment in comments])
    rows = [Row(comment, reasons.get(comment.id, ())) for comment in comments]
    return render_template(
        "dashboard/list_comments.html",
        account=account,
        page=Page(rows, number, PER_PAGE, counts[status]),
        status=status,
        counts=counts,
        labels=LABELS,
        buttons=BUTTONS[status],
        keys=KEYS,
        all_selected=request.args.get("select") == "all",
        waiting=counts[CommentStatus.PENDING],
        read_at=int(utcnow().timestamp()),
        toast=toast,
        refusal=refusal,
        answering=as_id(request.form.get("comment_id")),
        reply_body=as_text(request.form.get("reply_body")),
    )


def chosen_status() -> CommentStatus:
    """Return the list that was asked for; 404 if there is no such list."""
    try:
        return CommentStatus(request.args.get("status", CommentStatus.PENDING))
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)


def leave_toast(outcome: Outcome, *, at: datetime) -> None:
    """Leave word for the next page; the decisions are found again by their time.

    A cookie has no room for a thousand ids.
    """
    undo = at.isoformat() if outcome.can_undo else ""
    session[TOAST] = {"text": outcome.text, "undo": undo}


def take_toast() -> Toast | None:
    """Return what the last request left to be said, once."""
    left = session.pop(TOAST, None)
    if left is None:
        return None
    ids = (
        decided_together(
            db.session(),
            by=current_account(),
            at=datetime.fromisoformat(left["undo"]),
        )
        if left["undo"]
        else ()
    )
    return Toast(left["text"], tuple(ids))

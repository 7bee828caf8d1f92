"""The queue: readers' comments, and what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from reviewblog.clock import utcnow
from reviewblog.comments.errors import CommentRefusedError
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.queries import count_by_status, decided_together, in_queue
from reviewblog.comments.screening.blocks import reading_of
from reviewblog.comments.screening.models import CommentReason
from reviewblog.comments.screening.records import reasons_of
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.text.excerpts import excerpt
from reviewblog.text.markup import safe
from reviewblog.web.body_form import as_id, as_text
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.moderating import Instruction, Outcome, UnclearError
from reviewblog.web.identity import current_account
from reviewblog.web.moderation_wording import reason_words
from reviewblog.web.paging import Page, page_number

PER_PAGE = 50
LONGEST_CONTEXT = 200
TOAST = "moderation"
LABELS = {
    CommentStatus.PENDING: "Waiting",
    CommentStatus.APPROVED: "Approved",
    CommentStatus.SPAM: "Spam",
    CommentStatus.DELETED: "Deleted",
}
# What makes sense in each list: the action and the words on its button.
BUTTONS = {
    CommentStatus.PENDING: {
        "approve": "Approve",
        "spam": "Spam",
        "delete": "Delete",
    },
    CommentStatus.APPROVED: {
        "hold": "Back to waiting",
        "spam": "Spam",
        "delete": "Delete",
    },
    CommentStatus.SPAM: {
        "restore": "Not spam",
        "approve": "Approve",
        "delete": "Delete",
    },
    CommentStatus.DELETED: {
        "restore": "Restore",
        "approve": "Approve",
        "spam": "Spam",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """A comment in the queue."""

    comment: Comment
    reasons: Sequence[CommentReason] = ()

    @property
    def why(self) -> list[str]:
        """Say in words why it was sorted as it was."""
        return [reason_words(reason.code, reason.facts) for reason in self.reasons]

    @property
    def domains(self) -> list[str]:
        """List the hosts it names, each of which can be blocked."""
        return sorted(reading_of(self.comment).hosts)

    @property
    def html(self) -> Markup:
        """Return its text for the template."""
        return safe(self.comment.body_html)

    @property
    def context(self) -> str:
        """Return the beginning of what it answers."""
        parent = self.comment.parent
        return excerpt(parent.body_html, limit=LONGEST_CONTEXT) if parent else ""


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
        return render_queue(refusal=refusal), HTTPStatus.UNPROCESSABLE_ENTITY
    leave_toast(outcome, at=at)
    return redirect(here, HTTPStatus.SEE_OTHER)


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

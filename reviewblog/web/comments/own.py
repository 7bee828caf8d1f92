"""Readers see, download and erase what they wrote, by a link to their address."""

from http import HTTPStatus
from typing import Any

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reviewblog.accounts.throttle import Attempt, count_attempt
from reviewblog.clock import utcnow
from reviewblog.comments.correspondents import Correspondent
from reviewblog.comments.links import Purpose
from reviewblog.comments.models import Comment
from reviewblog.comments.own import erase_everything, send_own_link, written_by
from reviewblog.db import transaction
from reviewblog.errors import TooManyError
from reviewblog.extensions import db
from reviewblog.limit import parse_limit
from reviewblog.tokens import keyed_hash
from reviewblog.web.absolute import absolute_url
from reviewblog.web.body_form import as_line
from reviewblog.web.comment_form import is_email
from reviewblog.web.comments.blueprint import bp, settings
from reviewblog.web.comments.mail import get_reader_or_404
from reviewblog.web.refusals import refused
from reviewblog.web.wording import as_iso
from reviewblog.web.writer import hashed_address

OWN = "/comments/own/<token>"
UNREADABLE = "This does not read like an email address."


@bp.get("/comments/own/")
def show_own_request() -> ResponseReturnValue:
    return render_request()


@bp.post("/comments/own/")
def create_own_request() -> ResponseReturnValue:
    address = as_line(request.form.get("email"))
    if not is_email(address):
        return render_request(UNREADABLE), HTTPStatus.UNPROCESSABLE_ENTITY
    limit = parse_limit(settings().login_limit)
    try:
        with transaction(db.session()) as session:
            count_attempt(session, asked_for(address), limit=limit, at=utcnow())
            send_own_link(session, address, settings(), at=utcnow())
    except TooManyError as refusal:
        minutes = -(-refusal.retry_after // 60)
        words = f"That was asked very often. Please try again in {minutes} min."
        return refused(render_request(words), refusal)
    return render_template("comments/show_own_sent.html", address=address)


@bp.get(f"{OWN}/")
def show_own_comments(token: str) -> ResponseReturnValue:
    session = db.session()
    reader, _ = get_reader_or_404(session, Purpose.OWN, token)
    return render_template(
        "comments/show_own.html",
        reader=reader,
        comments=written_by(session, reader),
        token=token,
    )


@bp.get(f"{OWN}/export.json")
def export_own_comments(token: str) -> ResponseReturnValue:
    session = db.session()
    reader, _ = get_reader_or_404(session, Purpose.OWN, token)
    document = exported(reader, [as_record(c) for c in written_by(session, reader)])
    text = current_app.json.dumps(document, indent=2, sort_keys=False)
    name = 'attachment; filename="my-comments.json"'
    return Response(
        text, mimetype="application/json", headers={"Content-Disposition": name}
    )


@bp.post(f"{OWN}/erasure")
def erase_own_comments(token: str) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        reader, _ = get_reader_or_404(session, Purpose.OWN, token)
        erase_everything(session, reader, at=utcnow())
    return redirect(url_for("comments.show_erased"), HTTPStatus.SEE_OTHER)


@bp.get("/comments/own/erased")
def show_erased() -> ResponseReturnValue:
    return render_template("comments/show_erased.html")


def asked_for(address: str) -> Attempt:
    """Name an asking in the count of attempts, apart from those to sign in."""
    visitor = f"own comments {hashed_address()}"
    pair = keyed_hash(settings().secret_key, f"{visitor} {address.lower()}")
    return Attempt(
        pair=f"pair:{pair}",
        address=f"address:{keyed_hash(settings().secret_key, visitor)}",
    )


def render_request(error: str = "") -> str:
    """Ask for an address; what was typed comes back."""
    return render_template(
        "comments/show_own_request.html",
        error=error,
        typed=as_line(request.form.get("email")),
        sends_mail=settings().sends_mail,
    )


def exported(reader: Correspondent, comments: list[dict[str, Any]]) -> dict[str, Any]:
    """Say all that is stored of an address, for machines."""
    return {
        "email": reader.address,
        "notices_confirmed_at": reader.confirmed_at and as_iso(reader.confirmed_at),
        "notices_stopped_at": reader.stopped_at and as_iso(reader.stopped_at),
        "comments": comments,
    }


def as_record(comment: Comment) -> dict[str, Any]:
    """Say all that is stored of a comment, for machines."""
    page = absolute_url("public.show_review", slug=comment.review.slug)
    return {
        "id": comment.id,
        "review": comment.review.title,
        "url": f"{page}#comment-{comment.id}",
        "in_reply_to": comment.parent_id,
        "name": comment.author_name,
        "email": comment.author_email,
        "body": comment.body,
        "body_before_the_site_edited_it": comment.original_body,
        "grade": comment.grade.label if comment.grade else None,
        "status": comment.status.value,
        "wants_notice": comment.wants_notice,
        "submitted_at": as_iso(comment.submitted_at),
        "edited_at": comment.edited_at and as_iso(comment.edited_at),
        "network_address_hash_kept": bool(comment.address_hash),
    }

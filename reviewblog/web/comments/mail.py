"""The links of mails to readers: they agree to notices, or stop them.

Looking at a page changes nothing, since scanners look at every link. Stopping works by
one POST from anywhere, without a cookie (RFC 8058): the signed address allows it.
"""

from http import HTTPStatus

from flask import abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments import correspondents
from reviewblog.comments.correspondents import Correspondent
from reviewblog.comments.links import Purpose, read
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews.models import Review
from reviewblog.tokens import hash_token, new_token
from reviewblog.web.comments.blueprint import bp, settings
from reviewblog.web.writer import hashed_email, remember_writer, writer_token


@bp.get("/comments/mail/confirm/<token>")
def show_confirmation(token: str) -> ResponseReturnValue:
    reader, _ = get_reader_or_404(db.session(), Purpose.CONFIRM, token)
    return render_template("comments/show_confirmation.html", reader=reader)


@bp.post("/comments/mail/confirm/<token>")
def create_confirmation(token: str) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        reader, _ = get_reader_or_404(session, Purpose.CONFIRM, token)
        correspondents.confirm(session, reader, at=utcnow())
        token = prove_browser(session, reader)
    page = render_template("comments/show_confirmation.html", reader=reader)
    return remember_writer(make_response(page), token)


@bp.get("/comments/mail/stop/<token>")
def show_stop(token: str) -> ResponseReturnValue:
    reader, review_id = get_reader_or_404(db.session(), Purpose.STOP, token)
    return render_stop(reader, review_id)


@bp.post("/comments/mail/stop/<token>")
def create_stop(token: str) -> ResponseReturnValue:
    action = request.form.get("action", "")
    with transaction(db.session()) as session:
        reader, review_id = get_reader_or_404(session, Purpose.STOP, token)
        if action == "resume":
            correspondents.confirm(session, reader, at=utcnow())
        elif review_id and action != "all":
            correspondents.stop_review(session, reader, review_id)
        else:
            correspondents.stop_all(session, reader, at=utcnow())
    return render_stop(reader, review_id, done=action or "one-click")


def prove_browser(session: Session, reader: Correspondent) -> str:
    """Know this browser as one of the owner of an address; return its token."""
    token = writer_token() or new_token()
    correspondents.prove(
        session,
        reader,
        writer_hash=hash_token(token),
        email_hash=hashed_email(reader.address),
        at=utcnow(),
    )
    return token


def render_stop(
    reader: Correspondent, review_id: int, *, done: str = ""
) -> ResponseReturnValue:
    """Show what can be stopped, or what was."""
    review = db.session().get(Review, review_id) if review_id else None
    return render_template(
        "comments/show_stop.html", reader=reader, review=review, done=done
    )


def get_reader_or_404(
    session: Session, purpose: Purpose, token: str
) -> tuple[Correspondent, int]:
    """Find whom a link was sent to, and the review that it is about, if any."""
    key = settings().secret_key
    subject = read(key, purpose, token, at=utcnow())
    reader = correspondents.find_named(session, subject, key=key) if subject else None
    if subject is None or reader is None:
        abort(HTTPStatus.NOT_FOUND)
    return reader, int(subject[-1]) if purpose is Purpose.STOP else 0

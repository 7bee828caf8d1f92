"""Readers write: a comment is looked at first, or comes in."""

from http import HTTPStatus

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.errors import CommentRefusedError
from reviewblog.comments.notices import notice_of_new_comment
from reviewblog.comments.submission import submit_comment
from reviewblog.config import Limit, parse_limit
from reviewblog.db import transaction
from reviewblog.errors import TooManyError
from reviewblog.extensions import db
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import find_new_slug, find_published
from reviewblog.web.comment_form import CommentForm, posted_form
from reviewblog.web.comments.blueprint import bp
from reviewblog.web.preview_budget import rendering_for_stranger
from reviewblog.web.review_page import get_published_or_404, render_review
from reviewblog.web.thread import address_of
from reviewblog.web.writer import remember_writer


@bp.post("/reviews/<slug>/comments")
def create_comment(slug: str) -> ResponseReturnValue:
    form = posted_form(db.session(), get_commented_or_404(db.session(), slug))
    if request.form.get("action") == "preview":
        return preview_comment(slug, form)
    if not form.validate():
        return render_review(form.review, form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    draft, now = form.to_draft(), utcnow()
    try:
        with transaction(db.session()) as session:
            review = get_commented_or_404(session, slug)
            comment = submit_comment(
                session, review, draft, at=now, limit=comment_limit()
            )
            notice_of_new_comment(
                session, comment, current_app.config["SETTINGS"], at=now
            )
    except (CommentRefusedError, TooManyError) as refusal:
        return show_refusal(slug, form, refusal)
    page = address_of(db.session(), review, comment.id, writer_token=draft.writer_token)
    return remember_writer(redirect(page, HTTPStatus.SEE_OTHER), draft.writer_token)


def preview_comment(slug: str, form: CommentForm) -> ResponseReturnValue:
    """Show a preview to a reader who has not asked for too many."""
    try:
        return show_preview(form)
    except TooManyError as refusal:
        return show_refusal(slug, form, refusal)


def show_preview(form: CommentForm) -> ResponseReturnValue:
    """Show how it would look; nothing is stored."""
    with rendering_for_stranger():
        can_show = form.show_preview()
    status = HTTPStatus.OK if can_show else HTTPStatus.UNPROCESSABLE_ENTITY
    return render_review(form.review, form=form), status


def show_refusal(
    slug: str, form: CommentForm, refusal: CommentRefusedError | TooManyError
) -> ResponseReturnValue:
    """Give everything back as typed, and say why it was not taken."""
    form.refuse(refusal)
    # Undoing the transaction has let the review go.
    page = render_review(get_commented_or_404(db.session(), slug), form=form)
    if isinstance(refusal, TooManyError):
        retry = {"Retry-After": str(refusal.retry_after)}
        return page, HTTPStatus.TOO_MANY_REQUESTS, retry
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def get_commented_or_404(session: Session, slug: str) -> Review:
    """Find the review of a form, also one that has moved since the page was opened.

    A redirect would lose what was typed.
    """
    new_slug = find_new_slug(session, slug, at=utcnow())
    moved = find_published(session, new_slug, at=utcnow()) if new_slug else None
    return moved or get_published_or_404(session, slug)


def comment_limit() -> Limit | None:
    """Return how often one address may post, as the operator has set it."""
    text: str = current_app.config["SETTINGS"].comment_limit
    return parse_limit("COMMENT_LIMIT", text)

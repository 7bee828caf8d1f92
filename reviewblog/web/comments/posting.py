"""Readers write: a comment is looked at first, or comes in."""

from http import HTTPStatus

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.comments.errors import CommentRefusedError
from reviewblog.comments.notices import notice_of_new_comment
from reviewblog.comments.submission import CommentDraft, rendered, submit_comment
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.errors import LaterError
from reviewblog.extensions import db
from reviewblog.limit import Limit, parse_limit
from reviewblog.reviews.shown import find_published
from reviewblog.web.comment_form import CommentForm, posted_form
from reviewblog.web.comments.blueprint import bp
from reviewblog.web.comments.commented import (
    get_commented_or_404,
    known_commented_or_404,
)
from reviewblog.web.preview_budget import (
    Effort,
    posting_for_stranger,
    rendering_for_stranger,
)
from reviewblog.web.refusals import refused
from reviewblog.web.review_page import refuse_slug, render_review
from reviewblog.web.thread import address_of_new
from reviewblog.web.writer import remember_writer


@bp.post("/reviews/<slug>/comments")
def create_comment(slug: str) -> ResponseReturnValue:
    form = posted_form(db.session(), known_commented_or_404(slug))
    if request.form.get("action") == "preview":
        return preview_comment(form)
    if not form.validate():
        return show_again(form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with posting_for_stranger() as effort:
            draft = rendered(form.to_draft())
            page = take_in(draft, slug, effort)
    except (CommentRefusedError, LaterError) as refusal:
        return show_refusal(form, refusal)
    return remember_writer(redirect(page, HTTPStatus.SEE_OTHER), draft.writer_token)


def take_in(draft: CommentDraft, slug: str, effort: Effort) -> str:
    """Store a comment, and say where its writer finds it."""
    now = utcnow()
    settings: Settings = current_app.config["SETTINGS"]
    with transaction(db.session()) as session:
        review = get_commented_or_404(session, slug)
        comment = submit_comment(session, review, draft, at=now, limit=comment_limit())
        notice_of_new_comment(session, comment, settings, at=now)
        # What was sent before is not stored again.
        effort.is_kept = comment.submitted_at == now
        return address_of_new(session, review, comment, writer_hash=draft.writer_hash)


def preview_comment(form: CommentForm) -> ResponseReturnValue:
    """Show a preview to a reader who has not asked for too many."""
    try:
        return show_preview(form)
    except LaterError as refusal:
        return show_refusal(form, refusal)


def show_preview(form: CommentForm) -> ResponseReturnValue:
    """Show how it would look; nothing is stored."""
    with rendering_for_stranger():
        can_show = form.show_preview()
    status = HTTPStatus.OK if can_show else HTTPStatus.UNPROCESSABLE_ENTITY
    return show_again(form), status


def show_refusal(
    form: CommentForm, refusal: CommentRefusedError | LaterError
) -> ResponseReturnValue:
    """Give everything back as typed, and say why it was not taken."""
    form.refuse(refusal)
    return refused(show_again(form), refusal)


def show_again(form: CommentForm) -> str:
    """Draw the review with the form as it was sent."""
    at = utcnow()
    whole = find_published(db.session(), form.slug, at=at)
    if whole is None:
        refuse_slug(db.session(), form.slug)
    form.offer_grades(at=at)
    return render_review(whole, form=form, at=at)


def comment_limit() -> Limit | None:
    """Return how often one address may post, as the operator has set it."""
    settings: Settings = current_app.config["SETTINGS"]
    return parse_limit(settings.comment_limit)

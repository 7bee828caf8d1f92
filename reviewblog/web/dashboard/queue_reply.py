"""A reply in the queue that is not sent yet: what was typed, and what is put in."""

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from reviewblog.comments.canned import CannedReply
from reviewblog.comments.models import Comment
from reviewblog.comments.queries import in_charge
from reviewblog.extensions import db
from reviewblog.web.body_form import as_id, as_text
from reviewblog.web.identity import current_account


def reply_begun() -> str:
    """Return the reply that came with this request, with a kept one if asked for."""
    typed = as_text(request.form.get("reply_body"))
    if request.form.get("action") != "insert":
        return typed
    return "\n\n".join(filter(None, (typed, _kept())))


def _kept() -> str:
    kept = db.session().get(CannedReply, as_id(request.form.get("canned_id")) or 0)
    comment = db.session().scalar(
        select(Comment)
        .where(
            Comment.id == (as_id(request.form.get("comment_id")) or 0),
            in_charge(current_account()),
        )
        .options(joinedload(Comment.review))
    )
    if kept is None or comment is None:
        return ""
    return kept.filled(name=comment.author_name, title=comment.review.title)

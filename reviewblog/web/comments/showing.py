"""A comment's own short address, which leads to the page that it stands on."""

from http import HTTPStatus

from flask import abort, redirect
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.comments.queries import find_readable
from reviewblog.extensions import db
from reviewblog.tokens import hash_token
from reviewblog.web.comments.blueprint import COMMENT, bp
from reviewblog.web.thread import address_of
from reviewblog.web.writer import writer_token


@bp.get(COMMENT)
def show_comment(comment_id: int) -> ResponseReturnValue:
    session, token = db.session(), writer_token()
    comment = find_readable(session, comment_id)
    if (
        comment is None
        or not comment.review.is_public(at=utcnow())
        or not comment.is_shown_to(hash_token(token) if token else "")
    ):
        abort(HTTPStatus.NOT_FOUND)
    place = address_of(session, comment.review, comment.id, writer_token=token)
    return redirect(place)

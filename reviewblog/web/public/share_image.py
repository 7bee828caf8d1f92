"""The picture that other sites show beside a link to a review."""

from http import HTTPStatus

from flask import Response, abort
from flask.typing import ResponseReturnValue

from reviewblog.cards import draw
from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.web.caching import shows
from reviewblog.web.public.blueprint import bp
from reviewblog.web.review_page import get_published_or_404
from reviewblog.web.share_card import card_of


@bp.get("/reviews/<slug>/card.png")
def show_share_image(slug: str) -> ResponseReturnValue:
    card = card_of(get_published_or_404(db.session(), slug, at=utcnow()))
    if not card.is_drawable:
        abort(HTTPStatus.NOT_FOUND)
    shows("reviews")
    response = Response(draw(card), mimetype="image/png")
    # Other sites are meant to show it.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response

"""A review as a card on somebody else's page: an oEmbed provider (oembed.com)."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import abort, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from reviewblog.clock import utcnow
from reviewblog.config import Settings
from reviewblog.extensions import db
from reviewblog.reviews.models import Review
from reviewblog.reviews.shown import find_published
from reviewblog.web.absolute import absolute, absolute_url
from reviewblog.web.public.blueprint import bp
from reviewblog.web.site import current_site

WIDEST, HEIGHT = 600, 220
AGE_SECONDS = 3600


@bp.get("/oembed")
def show_oembed() -> ResponseReturnValue:
    if request.args.get("format", "json") != "json":
        abort(HTTPStatus.NOT_IMPLEMENTED)
    slug = slug_in(request.args.get("url", ""))
    review = find_published(db.session(), slug, at=utcnow()) if slug else None
    if review is None:
        abort(HTTPStatus.NOT_FOUND)
    return jsonify(card_of(review, width=width_asked()))


def slug_in(address: str) -> str | None:
    """Return the slug in the address of one of our reviews."""
    if "\0" in address:
        return None
    settings: Settings = current_app.config["SETTINGS"]
    try:
        given, ours = urlsplit(address), urlsplit(settings.site_url)
    except ValueError:
        return None
    if given.netloc != ours.netloc:
        return None
    rules = current_app.url_map.bind(ours.netloc)
    try:
        endpoint, values = rules.match(given.path, "GET")
    except (HTTPException, RequestRedirect):
        return None
    return values["slug"] if endpoint == "public.show_review" else None


def width_asked() -> int:
    """Return how wide the card may be."""
    text = request.args.get("maxwidth", "")
    is_number = text.isascii() and text.isdecimal() and 0 < len(text) <= len("9999")
    return min(int(text), WIDEST) if is_number else WIDEST


def card_of(review: Review, *, width: int) -> dict[str, object]:
    """Describe a review for embedding; the card is a quotation without script."""
    site = current_site()
    return _thumbnail(review) | {
        "version": "1.0",
        "type": "rich",
        "title": review.title,
        "author_name": review.author.display_name,
        "provider_name": site.title,
        "provider_url": absolute_url("public.show_home"),
        "cache_age": AGE_SECONDS,
        "width": width,
        "height": HEIGHT,
        "html": render_template("public/_card.html", review=review, work=review.work),
    }


def _thumbnail(review: Review) -> dict[str, object]:
    if review.still is None:
        return {}
    path, width, height = review.still.shown.usual
    return {
        "thumbnail_url": absolute(path),
        "thumbnail_width": width,
        "thumbnail_height": height,
    }

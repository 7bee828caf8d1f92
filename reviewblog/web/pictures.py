"""Pictures as files: for everybody, for ever, and past the page cache.

A name is made of the content, so whoever has a file once never needs to ask again.
"""

from http import HTTPStatus

from flask import Blueprint, Response, abort, current_app, request

from reviewblog.config import Settings
from reviewblog.media.storage import MediaFolder
from reviewblog.text.stills import FILE_NAME, HASH_LENGTH, file_name

bp = Blueprint("media", __name__, url_prefix="/media")

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {"jpg": "image/jpeg", "avif": "image/avif", "webp": "image/webp"}


@bp.get("/<name>")
def show_picture(name: str) -> Response:
    if len(name) == HASH_LENGTH:
        name = file_name(name)
    if not FILE_NAME.fullmatch(name):
        abort(HTTPStatus.NOT_FOUND)
    try:
        content = media_folder().path_of(name).read_bytes()
    except FileNotFoundError:
        abort(HTTPStatus.NOT_FOUND)
    response = Response(content, mimetype=TYPES[name.rpartition(".")[2]])
    response.set_etag(name)
    response.make_conditional(request, accept_ranges=True, complete_length=len(content))
    response.headers["Cache-Control"] = FOR_EVER
    # Feed readers and link previews show them on their own pages.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def media_folder() -> MediaFolder:
    """Return the folder that the operator chose."""
    settings: Settings = current_app.config["SETTINGS"]
    return MediaFolder(settings.media_folder)

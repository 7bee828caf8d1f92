"""The stylesheet that is a site's own: tokens of the design that its owner changed."""

import hashlib

from flask import Flask, Response, request, url_for

from reviewblog.site.look import look_tokens
from reviewblog.site.models import Fonts
from reviewblog.web.assets import FOR_EVER
from reviewblog.web.site import current_site


def init_app(app: Flask) -> None:
    """Serve the stylesheet; it changes with the settings, so it is no file."""
    app.add_url_rule("/static/look.css", "look", serve_look)


def look_address() -> str | None:
    """Return where the stylesheet is, by its content; None where there is no need."""
    sheet = _stylesheet()
    return url_for("look", v=_version_of(sheet)) if sheet else None


def has_house_fonts() -> bool:
    """Tell whether pages need the text's own font as well as the other."""
    return current_site().fonts is Fonts.HOUSE


def has_archivo() -> bool:
    """Tell whether pages need any font file at all."""
    return current_site().fonts in {Fonts.HOUSE, Fonts.ARCHIVO}


def serve_look() -> Response:
    """Answer with the stylesheet, kept for ever under its hash."""
    sheet = _stylesheet()
    response = Response(sheet, mimetype="text/css")
    if request.args.get("v") == _version_of(sheet):
        response.headers["Cache-Control"] = FOR_EVER
    return response


def _stylesheet() -> str:
    tokens = look_tokens(current_site())
    lines = "".join(f"{name}:{value};" for name, value in tokens.items())
    return f"@layer tokens{{:root{{{lines}}}}}" if lines else ""


def _version_of(sheet: str) -> str:
    return hashlib.sha256(sheet.encode()).hexdigest()[:12]

"""What the same server can do at best: the floors that ratios are taken to.

``constant`` answers fixed bytes; ``flask_app`` does so through Flask; ``orm_app`` reads
one row through the ORM and renders a Jinja page. The path says of how many bytes:
``/35000``.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from reviewblog.db import configure_engine
from reviewblog.reviews.models import Review

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# A page of many small lines, as pages are.
PAGE = (
    "<h1>{{ review.title }}</h1>"
    "{% for n in range(lines) %}<p>{{ n }} {{ text }}</p>{% endfor %}"
)
LINE = "x" * 100
MARKUP_BYTES = 12

_answers: dict[str, tuple[list[tuple[str, str]], list[bytes]]] = {}


def constant(
    environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    """Answer the same bytes whatever is asked, made the first time."""
    path = environ["PATH_INFO"]
    if path not in _answers:
        size = int(path.strip("/") or 1)
        headers = [("Content-Type", "text/html"), ("Content-Length", str(size))]
        _answers[path] = headers, [b"x" * size]
    headers, body = _answers[path]
    start_response("200 OK", headers)
    return body


def flask_app() -> Flask:
    """Build an application whose one view is constant."""
    app = Flask(__name__)
    bodies: dict[int, bytes] = {}

    def show(size: int = 1) -> bytes:
        return bodies.get(size) or bodies.setdefault(size, b"x" * size)

    return serve_sizes(app, show)


def orm_app() -> Flask:
    """Build an application whose one view reads a row and renders a template."""
    app = Flask(__name__)
    engine = create_engine(os.environ["FLOOR_DATABASE"])
    configure_engine(engine)
    query = select(Review).where(Review.slug == "busiest-film")
    # Compiled once, as templates in files are.
    page = app.jinja_env.from_string(PAGE)

    def show(size: int = 1) -> str:
        with Session(engine) as session:
            review = session.scalars(query).one()
            lines = size // (len(LINE) + MARKUP_BYTES)
            return page.render(review=review, text=LINE, lines=lines)

    return serve_sizes(app, show)


def serve_sizes(app: Flask, view: object) -> Flask:
    """Let a view answer with and without a size."""
    app.add_url_rule("/", "show", view)  # type: ignore[arg-type]
    app.add_url_rule("/<int:size>", "show", view)  # type: ignore[arg-type]
    return app

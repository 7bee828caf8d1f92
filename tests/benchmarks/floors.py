"""What the same server can do at best: the floors that ratios are taken to.

``constant`` answers fixed bytes; ``flask`` does so through Flask; ``orm`` reads one
row through the ORM and renders a Jinja page. ``FLOOR_BYTES`` is the size of the page.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, render_template_string
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from reviewblog.db import configure_engine
from reviewblog.reviews.models import Review

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SIZE = int(os.environ.get("FLOOR_BYTES", "12288"))
BODY = b"x" * SIZE
# A page of many small lines, as pages are.
PAGE = (
    "<h1>{{ review.title }}</h1>"
    "{% for n in range(lines) %}<p>{{ n }} {{ text }}</p>{% endfor %}"
)
LINE = "x" * 100


def constant(
    environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    """Answer the same bytes whatever is asked."""
    start_response(
        "200 OK", [("Content-Type", "text/html"), ("Content-Length", str(SIZE))]
    )
    return [BODY]


def flask_app() -> Flask:
    """Build an application whose one view is constant."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: BODY)
    return app


def orm_app() -> Flask:
    """Build an application whose one view reads a row and renders a template."""
    app = Flask(__name__)
    engine = create_engine(os.environ["FLOOR_DATABASE"])
    configure_engine(engine)
    query = select(Review).where(Review.slug == "busiest-film")

    def show() -> str:
        with Session(engine) as session:
            review = session.scalars(query).one()
            return render_template_string(
                PAGE, review=review, text=LINE, lines=SIZE // (len(LINE) + 12)
            )

    app.add_url_rule("/", view_func=show)
    return app

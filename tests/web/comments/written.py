"""Comments of one browser, which may change them for a while."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment
from reviewblog.tokens import hash_token, new_token
from tests.factories import make_comment

TOKEN = new_token()
MINUTE = timedelta(minutes=1)


def browser_of_writer(app: Flask) -> FlaskClient:
    """Return the browser in which the comments were written."""
    client = app.test_client()
    client.set_cookie("reviewblog_writer", TOKEN)
    return client


def write(session: Session, minutes_ago: int = 1, **overrides: Any) -> Comment:
    given = {
        "writer_hash": hash_token(TOKEN),
        "submitted_at": utcnow() - minutes_ago * MINUTE,
        "author_email": "ada@example.org",
    }
    return make_comment(session, **given | overrides)

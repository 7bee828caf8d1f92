"""What every page of the desk shows besides its own matter."""

from typing import Any

from flask import render_template, request

from reviewblog.comments.models import CommentStatus
from reviewblog.comments.queries import count_by_status
from reviewblog.extensions import db
from reviewblog.web.dashboard.fields import as_line
from reviewblog.web.identity import current_account

LONGEST_QUERY = 120


def render_desk(template: str, **matter: Any) -> str:  # noqa: ANN401 -- Jinja's
    """Draw a page of the desk, with who is there and how many comments wait."""
    account = current_account()
    waiting = count_by_status(db.session(), by=account)[CommentStatus.PENDING]
    return render_template(template, account=account, waiting=waiting, **matter)


def asked_words() -> str:
    """Return what a list of the desk shall be searched for."""
    return as_line(request.args.get("q", "")[:LONGEST_QUERY])

"""What every page of the desk shows besides its own matter."""

from typing import Any

from flask import render_template

from reviewblog.comments.models import CommentStatus
from reviewblog.comments.queries import count_by_status
from reviewblog.extensions import db
from reviewblog.web.identity import current_account


def render_desk(template: str, **matter: Any) -> str:  # noqa: ANN401 -- Jinja's
    """Draw a page of the desk, with the number of comments that wait."""
    counts = count_by_status(db.session(), by=current_account())
    return render_template(template, waiting=counts[CommentStatus.PENDING], **matter)

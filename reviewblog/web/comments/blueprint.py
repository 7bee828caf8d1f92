"""The comments surface: readers write, edit and withdraw."""

from flask import Blueprint, current_app

from reviewblog.config import Settings
from reviewblog.web.writer import keep_private

# Neither database takes a larger number as an id.
COMMENT = "/comments/<int(max=2147483647):comment_id>"

bp = Blueprint("comments", __name__)
# Whatever is answered here is about one reader's own comment.
bp.after_request(keep_private)


def settings() -> Settings:
    """Return what the operator has decided."""
    current: Settings = current_app.config["SETTINGS"]
    return current

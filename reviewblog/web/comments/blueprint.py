"""The comments surface: readers write, edit and withdraw."""

from flask import Blueprint

from reviewblog.web.writer import keep_private

bp = Blueprint("comments", __name__)
# Whatever is answered here is about one reader's own comment.
bp.after_request(keep_private)

"""The comments surface."""

from reviewblog.web.comments import changing, posting, showing
from reviewblog.web.comments.blueprint import bp

__all__ = ["bp", "changing", "posting", "showing"]

"""The dashboard surface."""

from reviewblog.web.dashboard import comments, overview, preview, reviews, settings
from reviewblog.web.dashboard.blueprint import bp

__all__ = ["bp", "comments", "overview", "preview", "reviews", "settings"]

"""The dashboard surface."""

from reviewblog.web.dashboard import comments
from reviewblog.web.dashboard.blueprint import bp

__all__ = ["bp", "comments"]

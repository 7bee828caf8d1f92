"""The dashboard surface."""

from reviewblog.web.dashboard.blueprint import bp

__all__ = ["bp"]

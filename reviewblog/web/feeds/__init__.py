"""The feeds surface."""

from reviewblog.web.feeds.blueprint import bp

__all__ = ["bp"]

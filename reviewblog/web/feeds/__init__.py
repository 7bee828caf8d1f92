"""The feeds surface: for programs that ask often and mostly hear: nothing new."""

from reviewblog.web.feeds import outlines, routes
from reviewblog.web.feeds.blueprint import bp

__all__ = ["bp", "outlines", "routes"]

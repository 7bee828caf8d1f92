"""The auth surface."""

from reviewblog.web.auth.blueprint import bp

__all__ = ["bp"]

"""The public surface."""

from reviewblog.web.public.blueprint import bp

__all__ = ["bp"]

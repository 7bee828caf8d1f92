"""The public surface."""

from reviewblog.web.public import home, theme
from reviewblog.web.public.blueprint import bp

__all__ = ["bp", "home", "theme"]

"""The public surface: the pages every reader sees."""

from reviewblog.web.public import (
    discovery,
    grades,
    home,
    people,
    reviews,
    search,
    subscribe,
    tags,
    theme,
    works,
)
from reviewblog.web.public.blueprint import bp

__all__ = [
    "bp",
    "discovery",
    "grades",
    "home",
    "people",
    "reviews",
    "search",
    "subscribe",
    "tags",
    "theme",
    "works",
]

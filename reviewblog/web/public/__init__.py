"""The public surface: the pages every reader sees."""

from reviewblog.web.public import (
    discovery,
    grades,
    home,
    lists,
    oembed,
    pages,
    people,
    reviews,
    search,
    share_image,
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
    "lists",
    "oembed",
    "pages",
    "people",
    "reviews",
    "search",
    "share_image",
    "subscribe",
    "tags",
    "theme",
    "works",
]

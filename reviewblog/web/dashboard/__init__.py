"""The dashboard surface."""

from reviewblog.web.dashboard import (
    activity,
    comments,
    corrections,
    look,
    mail,
    overview,
    page_preview,
    pages,
    people,
    person,
    preview,
    redirects,
    reviews,
    settings,
    tags,
)
from reviewblog.web.dashboard.blueprint import bp

__all__ = [
    "activity",
    "bp",
    "comments",
    "corrections",
    "look",
    "mail",
    "overview",
    "page_preview",
    "pages",
    "people",
    "person",
    "preview",
    "redirects",
    "reviews",
    "settings",
    "tags",
]

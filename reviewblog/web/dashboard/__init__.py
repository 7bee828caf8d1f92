"""The dashboard surface."""

from reviewblog.web.dashboard import (
    comments,
    mail,
    overview,
    page_preview,
    pages,
    preview,
    redirects,
    reviews,
    settings,
)
from reviewblog.web.dashboard.blueprint import bp

__all__ = [
    "bp",
    "comments",
    "mail",
    "overview",
    "page_preview",
    "pages",
    "preview",
    "redirects",
    "reviews",
    "settings",
]

"""Addresses for the world outside, built on the setting and not on the request."""

from typing import Any

from flask import current_app

from reviewblog.config import Settings
from reviewblog.web.links import link_to


def absolute(path: str) -> str:
    """Make a local address one that works anywhere."""
    settings: Settings = current_app.config["SETTINGS"]
    return f"{settings.site_url}{path}"


def absolute_url(endpoint: str, **values: Any) -> str:  # noqa: ANN401 -- url_for's
    """Return the address of one of our pages as others link to it."""
    return absolute(link_to(endpoint, **values))

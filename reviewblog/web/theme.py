"""Light, dark or what the reader's device says: one cookie, readable by the script."""

from urllib.parse import urlsplit

from flask import request

from reviewblog.web.local_paths import local_path

COOKIE = "theme"
THEMES = ("light", "dark", "auto")
A_YEAR = 365 * 24 * 60 * 60


def chosen_theme() -> str:
    """Return the theme this browser asked for; ``auto`` when it asked for none."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in THEMES else "auto"


def page_before() -> str:
    """Return the local address the reader came from, for a redirect back."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return "/"
    if came_from.netloc != request.host:
        return "/"
    path = came_from._replace(scheme="", netloc="", fragment="").geturl()
    return local_path(path) or "/"

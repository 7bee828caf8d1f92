"""Light, dark or what the reader's device says: one cookie, readable by the script."""

from urllib.parse import urlsplit

from flask import request

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
    path = came_from.path
    # Browsers read // and /\ as the beginning of another host.
    if came_from.netloc != request.host or not path.startswith("/"):
        return "/"
    if path[1:2] in {"/", "\\"}:
        return "/"
    return f"{path}?{came_from.query}" if came_from.query else path

"""What a request for a feed asks for: which piece of it, and for whose eyes."""

from flask import request

from reviewblog.syndication.windows import Window
from reviewblog.web.paging import page_number


def asked_window(size: int) -> Window:
    """Return the piece that was asked for; 404 if it can be none."""
    is_archive = "archive" in request.args
    number = page_number("archive" if is_archive else "page")
    return Window(number=number, size=size, is_archive=is_archive)


def is_navigation(own_type: str) -> bool:
    """Tell whether somebody opened the feed in a browser.

    Browsers ask for HTML before anything else, feed readers never do.
    """
    accepted = request.accept_mimetypes
    return accepted["text/html"] > max(accepted[own_type], accepted["application/xml"])

"""What a request for a feed asks for: which piece, which filters, and who is asking."""

from flask import abort, request

from reviewblog.reviews.archive import Facet, Filters
from reviewblog.syndication.windows import Window
from reviewblog.text.clean import clean_line
from reviewblog.web.paging import LAST_PAGE, LONGEST_NUMBER

MOST_VALUES = 20
LONGEST_VALUE = 120


def asked_window(size: int) -> Window:
    """Return the piece that was asked for; 404 if it can be none."""
    if "archive" in request.args:
        return Window(number=_number("archive"), size=size, is_archive=True)
    return Window(number=_number("page"), size=size)


def asked_filters() -> Filters:
    """Return what narrows the archive; 404 for what no form of ours sends."""
    chosen = {facet: _values(facet) for facet in Facet}
    return Filters({facet: values for facet, values in chosen.items() if values})


def is_navigation(own_type: str) -> bool:
    """Tell whether somebody opened the feed in a browser.

    Browsers ask for HTML before anything else, feed readers never do.
    """
    accepted = request.accept_mimetypes
    return accepted["text/html"] > max(accepted[own_type], accepted["application/xml"])


def _values(facet: Facet) -> tuple[str, ...]:
    typed = request.args.getlist(facet.value)
    if len(typed) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in typed):
        abort(404)
    return tuple(value for value in dict.fromkeys(map(clean_line, typed)) if value)


def _number(name: str) -> int:
    typed = request.args.get(name, "1")
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > LONGEST_NUMBER:
        abort(404)
    if not 1 <= int(typed) <= LAST_PAGE:
        abort(404)
    return int(typed)

"""Between the archive's addresses and its filters; pages and feeds read them alike."""

from urllib.parse import urlencode

from flask import abort, request

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.archive import Facet, Filters, Sort
from reviewblog.reviews.moving import find_moved
from reviewblog.text.clean import clean_line

MOST_VALUES = 20
# What an address says besides its filters: the order, and which piece.
KEPT = ("sort", "page", "archive")
LONGEST_VALUE = 120


def asked_filters() -> Filters:
    """Return what narrows the archive; 404 for what no form of ours sends."""
    chosen = {facet: _values(facet) for facet in Facet}
    return Filters({facet: values for facet, values in chosen.items() if values})


def asked_sort() -> Sort:
    """Return the order that was asked for; newest first when it is none of ours."""
    typed = request.args.get("sort", "")
    return Sort(typed) if typed in set(Sort) else Sort.NEWEST


def query_of(filters: Filters, sort: str = Sort.NEWEST) -> dict[str, list[str]]:
    """Return the query of an address, in one order for every way to the same page."""
    chosen = {facet.value: sorted(filters.of(facet)) for facet in Facet}
    query = {name: values for name, values in chosen.items() if values}
    return query if sort == Sort.NEWEST else query | {"sort": [str(sort)]}


def moved_address(filters: Filters) -> str | None:
    """Return the address that this page has now, if it names what has moved."""
    moved = find_moved(db.session(), filters, at=utcnow())
    if moved is None:
        return None
    kept = {name: request.args[name] for name in KEPT if name in request.args}
    return f"{request.path}?{urlencode({**query_of(moved), **kept}, doseq=True)}"


def _values(facet: Facet) -> tuple[str, ...]:
    typed = request.args.getlist(facet.value)
    if len(typed) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in typed):
        abort(404)
    if facet is Facet.GRADE:
        typed = [_as_label(value) for value in typed]
    return tuple(value for value in dict.fromkeys(map(clean_line, typed)) if value)


def _as_label(typed: str) -> str:
    # People type ?grade=B+, and a plus in an address is a space; pages print A−.
    plus = f"{typed[:-1]}+" if typed[:-1].strip() and typed.endswith(" ") else typed
    return plus.replace("−", "-")

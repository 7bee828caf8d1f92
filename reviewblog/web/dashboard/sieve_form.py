"""What the list of reviews is asked for, read from its address and written into it."""

from http import HTTPStatus
from typing import Any

from flask import abort, request, url_for

from reviewblog.reviews.desk import Shelf
from reviewblog.reviews.sifting import Order, Sieve
from reviewblog.site.local_time import EARLIEST_YEAR, LATEST_YEAR
from reviewblog.web.body_form import as_id, as_line

LONGEST_WORDS = 200
LONGEST_LABEL = 60
EVERYTHING = "any"


def asked_sieve(*, sees_all: bool) -> Sieve:
    """Read what narrows the list; 404 for what nobody could have chosen."""
    return Sieve(
        words=_typed("q", LONGEST_WORDS),
        year=_asked_year(),
        grade=_typed("grade", LONGEST_LABEL),
        tag=_typed("tag", LONGEST_LABEL),
        author_id=as_id(request.args.get("author")) if sees_all else None,
        order=_asked_order(),
    )


def asked_shelf() -> Shelf | None:
    """Return the shelf that was asked for by name; 404 if there is no such one."""
    typed = request.args.get("status")
    if typed in {None, EVERYTHING}:
        return None
    try:
        return Shelf(typed)
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)


def address_of(
    sieve: Sieve, shelf: Shelf | None, endpoint: str = "dashboard.list_reviews"
) -> str:
    """Return the address that asks for the same again."""
    asked: dict[str, Any] = {
        "status": shelf.value if shelf else EVERYTHING,
        "q": sieve.words,
        "year": sieve.year,
        "grade": sieve.grade,
        "tag": sieve.tag,
        "author": sieve.author_id,
        "sort": "" if sieve.order is Order.USUAL else sieve.order.value,
    }
    return url_for(endpoint, **{name: what for name, what in asked.items() if what})


def _typed(name: str, longest: int) -> str:
    return as_line(request.args.get(name, "")[:longest])


def _asked_year() -> int | None:
    typed = request.args.get("year", "")
    if not typed:
        return None
    year = as_id(typed) or 0
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        abort(HTTPStatus.NOT_FOUND)
    return year


def _asked_order() -> Order:
    try:
        return Order(request.args.get("sort") or Order.USUAL)
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)

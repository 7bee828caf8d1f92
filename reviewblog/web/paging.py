"""Lists in pages: which one was asked for, and what stands on it."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import abort, request
from msgspec import Struct
from msgspec.structs import replace

# Nobody turns this many pages, and databases count no further than 63 bits.
LAST_PAGE = 1_000_000
LONGEST_NUMBER = len(str(LAST_PAGE))

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Loader(Protocol[T_co]):
    """A query that answers with any piece of a list."""

    def __call__(self, *, limit: int, offset: int) -> Sequence[T_co]:
        """Load that piece."""


class Page(Struct, Generic[T], frozen=True):
    """One page of a longer list. An empty list has one empty page."""

    items: Sequence[T]
    number: int
    size: int
    total: int

    def __post_init__(self) -> None:
        """Answer 404 to a page beyond the last one."""
        if self.number > self.last:
            abort(404)

    @property
    def last(self) -> int:
        """Return the number of the last page."""
        return max(1, -(-self.total // self.size))

    @property
    def has_previous(self) -> bool:
        """Tell whether there is a page before this one."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Tell whether there is a page after this one."""
        return self.number < self.last

    @property
    def numbers(self) -> list[int]:
        """List the pages worth a link: the first, the last, those around this one."""
        near = range(self.number - 2, self.number + 3)
        return sorted({1, self.last, *(n for n in near if 1 <= n <= self.last)})


def paged(load: Loader[T], *, total: int, size: int) -> Page[T]:
    """Load the page that was asked for; 404 if it is beyond the last one."""
    empty: Page[T] = Page([], page_number(), size, total)
    return replace(empty, items=load(limit=size, offset=(empty.number - 1) * size))


def page_number(parameter: str = "page") -> int:
    """Return the page that was asked for, counting from 1; 404 if it is none."""
    typed = request.args.get(parameter, "1")
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > LONGEST_NUMBER:
        abort(404)
    number = int(typed)
    if not 1 <= number <= LAST_PAGE:
        abort(404)
    return number


def at_page(address: str, number: int) -> str:
    """Return the address of another page of the same list."""
    parts = urlsplit(address)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key != "page"]
    if number > 1:
        query.append(("page", str(number)))
    return parts._replace(query=urlencode(query)).geturl()

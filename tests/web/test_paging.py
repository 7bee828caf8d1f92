"""Lists in pages."""

from collections.abc import Sequence

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from reviewblog.web.paging import Page, at_page, page_number, paged

LIST = list(range(1, 11))


def load(*, limit: int, offset: int) -> Sequence[int]:
    return LIST[offset : offset + limit]


@pytest.fixture
def bare_app() -> Flask:
    return Flask("test")


def page_of(app: Flask, query: str, size: int = 4) -> Page[int]:
    with app.test_request_context(query):
        return paged(load, total=len(LIST), size=size)


@pytest.mark.parametrize(
    ("query", "items"),
    [("/", [1, 2, 3, 4]), ("/?page=1", [1, 2, 3, 4]), ("/?page=3", [9, 10])],
)
def test_paged_loads_what_was_asked_for(
    bare_app: Flask, query: str, items: list[int]
) -> None:
    assert page_of(bare_app, query).items == items


def test_a_page_knows_its_neighbours(bare_app: Flask) -> None:
    first, middle, last = (page_of(bare_app, f"/?page={n}") for n in (1, 2, 3))

    assert (first.has_previous, first.has_next) == (False, True)
    assert (middle.has_previous, middle.has_next) == (True, True)
    assert (last.has_previous, last.has_next) == (True, False)


@pytest.mark.parametrize("query", ["/?page=4", "/?page=0", "/?page=1e3", "/?page=²"])
def test_paged_refuses_what_is_no_page(bare_app: Flask, query: str) -> None:
    with pytest.raises(NotFound):
        page_of(bare_app, query)


def test_page_number_is_bounded(bare_app: Flask) -> None:
    with bare_app.test_request_context(f"/?page={10**6 + 1}"), pytest.raises(NotFound):
        page_number()


def test_an_empty_list_has_one_empty_page() -> None:
    page: Page[int] = Page([], 1, 4, 0)

    assert (page.last, page.has_next, page.numbers) == (1, False, [1])


@pytest.mark.parametrize(
    ("number", "numbers"),
    [
        (1, [1, 2, 3, 50]),
        (25, [1, 23, 24, 25, 26, 27, 50]),
        (50, [1, 48, 49, 50]),
    ],
)
def test_numbers_are_those_worth_a_link(number: int, numbers: list[int]) -> None:
    page: Page[int] = Page([], number, 10, 500)

    assert page.numbers == numbers


@pytest.mark.parametrize(
    ("address", "number", "expected"),
    [
        ("/", 2, "/?page=2"),
        ("/?page=2", 1, "/"),
        ("/reviews/?grade=B%2B&page=3&tag=a", 4, "/reviews/?grade=B%2B&tag=a&page=4"),
    ],
)
def test_at_page_keeps_the_rest_of_an_address(
    address: str, number: int, expected: str
) -> None:
    assert at_page(address, number) == expected

"""Between the archive's addresses and its filters."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from reviewblog.reviews.archive import Facet, Filters, Sort
from reviewblog.web.archive_filters import asked_filters, asked_sort, query_of


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("", {}),
        ("?grade=&tag=", {}),
        ("?grade=B%2B", {Facet.GRADE: ("B+",)}),
        ("?grade=B+", {Facet.GRADE: ("B+",)}),
        ("?grade=+", {}),
        ("?grade=A−", {Facet.GRADE: ("A-",)}),
        ("?grade=A&grade=A&grade=B", {Facet.GRADE: ("A", "B")}),
        ("?tag=a%00b&other=1", {Facet.TAG: ("ab",)}),
    ],
)
def test_asked_filters(query: str, chosen: dict[Facet, tuple[str, ...]]) -> None:
    with Flask("test").test_request_context(f"/{query}"):
        assert asked_filters() == Filters(chosen)


@pytest.mark.parametrize("query", ["?tag=" + "x" * 121, "?" + "tag=a&" * 21])
def test_asked_filters_refuses_what_no_form_sends(query: str) -> None:
    with Flask("test").test_request_context(f"/{query}"), pytest.raises(NotFound):
        asked_filters()


@pytest.mark.parametrize(
    ("query", "sort"),
    [("", Sort.NEWEST), ("?sort=title", Sort.TITLE), ("?sort=x", Sort.NEWEST)],
)
def test_asked_sort(query: str, sort: Sort) -> None:
    with Flask("test").test_request_context(f"/{query}"):
        assert asked_sort() is sort


def test_query_of_is_the_same_whatever_the_order() -> None:
    one = Filters({Facet.TAG: ("b", "a"), Facet.GRADE: ("A",)})
    two = Filters({Facet.GRADE: ("A",), Facet.TAG: ("a", "b")})

    assert list(query_of(one).items()) == list(query_of(two).items())
    assert query_of(one, "title") == {
        "grade": ["A"],
        "tag": ["a", "b"],
        "sort": ["title"],
    }
    assert query_of(one, Sort.NEWEST) == {"grade": ["A"], "tag": ["a", "b"]}

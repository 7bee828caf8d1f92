"""The headings between which long lists stand."""

from collections.abc import Iterator

import pytest
from flask import Flask, g

from reviewblog.reviews.archive import Sort
from reviewblog.reviews.catalogue import DIGITS, OTHER_SCRIPTS, Entry
from reviewblog.reviews.listing import Listed, ListedGrade
from reviewblog.site.defaults import default_site
from reviewblog.web.archive_groups import by_letter, grouped, letter_anchor
from reviewblog.web.site import House
from tests.factories import LONG_AGO
from tests.listed import listed


@pytest.fixture(autouse=True)
def a_site() -> Iterator[None]:
    with Flask("test").app_context():
        g.house = House(default_site(at=LONG_AGO), ())
        yield


def review(title: str, year: int | None, grade: str | None) -> Listed:
    given = ListedGrade(grade, percent=50) if grade else None
    return listed(title=title, year=year, grade=given)


@pytest.mark.parametrize(
    ("sort", "headings"),
    [
        (Sort.NEWEST, ["Reviewed in 2020"]),
        (Sort.TITLE, ["A", "R"]),
        (Sort.RELEASED, ["1990s", "Without a year"]),
        (Sort.GRADE, ["A−", "Without a grade"]),
    ],
)
def test_grouped_cuts_by_the_order(sort: Sort, headings: list[str]) -> None:
    reviews = [
        review("alien", 1999, "A-"),
        review("aliens", 1990, "A-"),
        review("rush", None, None),
    ]

    groups = grouped(reviews, sort)

    assert [name for name, _ in groups] == headings
    assert [item for _, run in groups for item in run] == reviews


def test_by_letter() -> None:
    entries = [Entry("", name, "", name, 1) for name in ("39 steps", "alien", "aliens")]

    runs = by_letter(entries)

    assert [(initial, len(run)) for initial, run in runs] == [(DIGITS, 1), ("A", 2)]


@pytest.mark.parametrize(
    ("initial", "anchor"),
    [("A", "letter-a"), (DIGITS, "letter-digits"), (OTHER_SCRIPTS, "letter-other")],
)
def test_letter_anchor(initial: str, anchor: str) -> None:
    assert letter_anchor(initial) == anchor

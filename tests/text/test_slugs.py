"""Words for addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewblog.text.slugs import MAX_LENGTH, RESERVED, numbered, slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Odd Man Out", "odd-man-out"),
        ("8½", "8-1-2"),
        ("Hobson’s Choice", "hobsons-choice"),
        ("It's a Wonderful Life", "its-a-wonderful-life"),
        ("Withnail & I", "withnail-and-i"),
        ("Amélie", "amelie"),
        ("Сталкер", "stalker"),
        ("七人の侍", "qi-ren-no-shi"),
        ("千と千尋の神隠し", "qian-to-qian-xun-no-shen-yin-si"),
        ("<script>", "script"),
        ("&lt;script&gt;", "and-lt-script-and-gt"),
        ("../../etc/passwd", "etc-passwd"),
        ("  --  Heat  --  ", "heat"),
        ("M*A*S*H", "m-a-s-h"),
    ],
)
def test_slugify_is_readable(title: str, slug: str) -> None:
    assert slugify(title, fallback="review") == slug


@pytest.mark.parametrize("title", ["", "   ", "🎬", "???", "\u200d", "。"])
def test_slugify_falls_back_where_nothing_is_left(title: str) -> None:
    assert slugify(title, fallback="review") == "review"


def test_slugify_cuts_at_a_word() -> None:
    slug = slugify("wonderful " * 20, fallback="review")

    assert len(slug) <= MAX_LENGTH
    assert slug.endswith("wonderful")


def test_slugify_cuts_one_endless_word_too() -> None:
    assert slugify("x" * 5000, fallback="review") == "x" * MAX_LENGTH


@given(st.text())
def test_slugify_fits_an_address_whatever_it_is_given(title: str) -> None:
    slug = slugify(title, fallback="review")

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= MAX_LENGTH


def test_numbered_leaves_the_first_bearer_alone() -> None:
    assert numbered("rush", 1) == "rush"


def test_numbered_counts_from_two() -> None:
    assert numbered("rush", 2) == "rush-2"
    assert numbered("rush", 13) == "rush-13"


def test_numbered_stays_within_the_length() -> None:
    slug = numbered("a-" * 39 + "bc", 10)

    assert len(slug) <= MAX_LENGTH
    assert slug.endswith("a-10")


@pytest.mark.parametrize(
    "segment",
    "admin login logout setup account dashboard reviews people works tags grades mail "
    "search subscribe feed media static comments theme oembed readyz metrics".split(),
)
def test_reserved_names_what_the_site_answers_itself(segment: str) -> None:
    assert segment in RESERVED


def test_reserved_leaves_the_usual_standing_pages_free() -> None:
    assert RESERVED.isdisjoint({"about", "masthead", "contact", "colophon"})
    assert all(slugify(name, fallback="") == name for name in RESERVED)

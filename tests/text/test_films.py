"""Film titles in the text."""

import pytest

from tests.text.parsed import comment, review, tags, tree


@pytest.mark.parametrize(
    "source",
    [
        "*Playtime* (1967)",
        "_Playtime_ (1967).",
        "*Playtime*\u00a0(1967)",
        "*Playtime*\n(1967)",
        "See **all of *Playtime* (1967)**",
        "> *Playtime* (1967)",
        "x[^1]\n\n- *Playtime* (1967)",
    ],
)
def test_emphasis_with_a_year_after_it_is_a_film(source: str) -> None:
    cited = tree(review(source)).xpath("//cite[@class='film']")

    assert [cite.text for cite in cited] == ["Playtime"]
    assert "em" not in tags(review(source))


@pytest.mark.parametrize(
    "source",
    [
        "*Playtime*",
        "*Playtime* 1967",
        "*Playtime*(1967)",
        "*Playtime* (67)",
        "*Playtime* (19670)",
        "*Playtime* (1967",
        "**Playtime** (1967)",
        "*Playtime* `(1967)`",
    ],
)
def test_other_emphasis_stays_emphasis(source: str) -> None:
    assert "cite" not in tags(review(source))


def test_only_the_emphasis_before_the_year_is_the_film() -> None:
    html = review("*Really*: *Heat* (1995) and *Ronin* (1998)")

    assert [em.text for em in tree(html).iter("em")] == ["Really"]
    assert [cite.text for cite in tree(html).iter("cite")] == ["Heat", "Ronin"]


def test_a_film_in_a_note_is_one_too() -> None:
    assert "cite" not in tags(comment("*Heat* (1995)"))

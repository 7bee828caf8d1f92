"""Headings and their anchors."""

import pytest

from tests.text.parsed import comment, review, tags, tree, values


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# a", ["h2"]),
        ("## a", ["h2"]),
        ("# a\n\n## b\n\n### c\n\n#### d\n\n###### e", ["h2", "h3", "h4", "h4", "h4"]),
        ("### a\n\n## b", ["h3", "h2"]),
        ("a\n===\n\nb\n---", ["h2", "h3"]),
    ],
)
def test_headings_begin_below_the_title_of_the_page(
    source: str, levels: list[str]
) -> None:
    html = review(source)

    assert [element.tag for element in tree(html)] == levels


def test_an_anchor_tells_what_the_heading_says() -> None:
    html = review("## The *fog* of `war`, -- [again](/b)")

    assert values(html, "id") == ["r42-the-fog-of-war-again"]


def test_an_anchor_gives_nothing_away() -> None:
    assert values(review("## How >!he dies!< it ends"), "id") == ["r42-how-it-ends"]


def test_equal_headings_have_different_anchors() -> None:
    html = review("# a\n# a\n# a-2\n# a\n# 🎬\n# 🎬")

    assert values(html, "id") == [
        "r42-a",
        "r42-a-2",
        "r42-a-2-2",
        "r42-a-3",
        "r42-section",
        "r42-section-2",
    ]


def test_no_heading_takes_the_anchor_of_a_note() -> None:
    assert values(review("# fn-1"), "id") == ["r42-on-fn-1"]


def test_anchors_stay_short() -> None:
    ids = values(review(f"# {'long ' * 60}\n" * 12), "id")

    assert len(set(ids)) == 12
    assert max(map(len, ids)) <= len("r42-") + 80


def test_readers_have_no_headings() -> None:
    html = comment("# a\n\nb\n===\n\n---")

    assert tags(html) == {"p", "br"}
    assert "# a" in html

"""Tables."""

import pytest

from reviewblog.text.tables import MAX_COLUMNS
from tests.text.parsed import comment, review, tags, tree, values

GRADES = "| Film | Grade | Year |\n|:-----|:-----:|-----:|\n| Heat | A- | 1995 |"


def rows(html: str) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in tree(html).iter("tr")]


def test_a_table_has_a_head_and_a_body() -> None:
    html = review(GRADES)

    assert rows(html) == [["Film", "Grade", "Year"], ["Heat", "A-", "1995"]]
    assert tags(html) == {"table", "thead", "tbody", "tr", "th", "td"}


def test_alignment_is_a_class_and_never_a_style() -> None:
    html = review(GRADES)

    assert values(html, "class") == ["align-left", "align-center", "align-right"] * 2
    assert "style" not in html


@pytest.mark.parametrize(
    ("source", "cells"),
    [
        ("a|b\n-|-\n1|2", [["a", "b"], ["1", "2"]]),
        ("|a|\n|-|", [["a"]]),
        ("|a|b|\n|-|-|\n|*1*|`2`|", [["a", "b"], ["1", "2"]]),
        ("|a|b|\n|-|-|\n|x\\|y|2|", [["a", "b"], ["x|y", "2"]]),
        ("|a|b|\n|-|-|\n|1|2|3|", [["a", "b"], ["1", "2"]]),
        ("|a|b|\n|-|-|\n| |2|", [["a", "b"], ["", "2"]]),
        ("text\n|a|\n|-|\n|1|\n\nafter", [["a"], ["1"]]),
        ("|a|\n|-|\n|1|\n> quote", [["a"], ["1"]]),
        ("- |a|\n  |-|\n  |1|\n\nafter", [["a"], ["1"]]),
    ],
)
def test_a_table_is_read_as_it_stands(source: str, cells: list[list[str]]) -> None:
    assert rows(review(source)) == cells


def test_a_short_row_ends_in_one_cell_of_the_missing_width() -> None:
    html = review("|a|b|c|\n|-|-|-|\n|1|\n|")

    assert rows(html)[1:] == [["1", ""], [""]]
    assert values(html, "colspan") == ["2", "3"]


@pytest.mark.parametrize(
    "source",
    [
        "a\n-",
        "a\n---",
        "|a|b|\n|-|",
        "|a|\n|x|",
        "|a|\n- |",
        "|a|\n||",
        "|a|",
        "    |a|\n    |-|",
        "|a|\n    |-|",
        "- |a|\n|-|",
        "a\n:-:|x",
    ],
)
def test_what_only_resembles_a_table_is_none(source: str) -> None:
    assert "table" not in tags(review(source))


def test_a_table_has_a_most_of_columns() -> None:
    def wide(columns: int) -> str:
        return "|a" * columns + "|\n" + "|-" * columns + "|"

    assert "table" in tags(review(wide(MAX_COLUMNS)))
    assert "table" not in tags(review(wide(MAX_COLUMNS + 1)))


def test_readers_have_no_tables() -> None:
    assert tags(comment(GRADES)) == {"p", "br"}

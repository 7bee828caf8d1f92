"""The paragraph with the drop cap."""

import pytest

from reviewblog.text.openings import FIVE_LINES
from tests.text.parsed import review, tree


def openings(source: str) -> list[str]:
    return [p.text_content() for p in tree(review(source)).cssselect("p.opening")]


@pytest.mark.parametrize(
    "source",
    [
        "Once.\n\nTwice.",
        "“Once.”",
        '"Once."',
        "'Once,' he said.",
        "«Une fois.»",
        "*Heat* (1995).",
        '"*Heat*" is',
        "[A link](/b) first.",
        "Émile",
        "# Heading\n\nOnce.",
        "![a](/b)\n\nOnce.",
        "***\n\nOnce.",
    ],
)
def test_the_first_paragraph_opens_the_text(source: str) -> None:
    assert len(openings(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "1967 was the year.",
        "… and then.",
        "`code` first",
        ">!He!< dies.",
        "![a](/b) beside words.",
        "> An epigraph.\n\nOnce.",
        "- a\n\nOnce.",
        "::: spoiler\nx\n:::\n\nOnce.",
        "19 and 67.\n\nOnce.",
        "“",
        "",
        "0[^1]\n\n[^1]: Once.",
        "# h[^1]\n\n[^1]: Once.\n\n    Twice.",
    ],
)
def test_a_text_that_does_not_begin_with_letters_has_no_opening(source: str) -> None:
    assert openings(source) == []


@pytest.mark.parametrize(
    ("letters", "is_short"), [(FIVE_LINES - 1, True), (FIVE_LINES, False)]
)
def test_a_paragraph_of_few_lines_has_a_smaller_cap(
    letters: int, *, is_short: bool
) -> None:
    html = review(f"*{'x' * (letters - 1)}*,\n[](/{'y' * FIVE_LINES})\n\nTwice.")

    assert len(tree(html).cssselect("p.opening")) == 1
    assert bool(tree(html).cssselect("p.opening--short")) == is_short

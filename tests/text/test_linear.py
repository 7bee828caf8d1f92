"""The work of rendering is in proportion to the text, whatever the text.

Counted in calls, which are the same on every machine: four times the text may take at
most 4.6 times the calls, where quadratic work would take sixteen. What one call of the
standard library may hide is measured by the clock, with room for a busy machine.
"""

import sys
from collections.abc import Callable
from time import process_time

import pytest

from reviewblog.text.clean import clean_text
from reviewblog.text.excerpts import excerpt
from reviewblog.text.feed_html import for_feed
from reviewblog.text.markup import render_comment, render_review
from reviewblog.text.sanitizer import Policy, sanitize

TRICKS = {
    "brackets": "[",
    "pictures": "![a](",
    "links": "[a](b) ",
    "links without end": '[a](b "',
    "emphasis": "*a_",
    "strong emphasis": "*a **a ",
    "strikes": "~~a ",
    "quotation marks": "\"'",
    "quotations": ">",
    "many quotations": "> a\n# h\n",
    "hidden lines in quotations": "> a\n# h\n> >!x!<\n",
    "lists": "- a\n+ b\n",
    "nested lists": "- ",
    "spoilers that never end": ">!",
    "spoilers that end in code": ">!`!<`",
    "spoilers": ">!a!< ",
    "blocks of spoilers": "::: spoiler a\n",
    "closed blocks of spoilers": "::: spoiler a\nb\n:::\n",
    "tables": "a|b\n-|-\n",
    "rows": "|x|y|\n|-|-|\n",
    "cells": "|-",
    "notes": "[^1]: a\n",
    "mentions": "[^1] ",
    "unfinished mentions": "[^",
    "definitions": "[a]: b\n\n",
    "pull marks": "{.pull}\n> a\n\n",
    "headings": "# a\n",
    "entities": "&amp;",
    "angle brackets": "<",
    "addresses": "https://",
    "addresses in brackets": "https://a.b/(",
    "code": "```\n\n```\n",
    "backslashes": "\\",
    "html": "<a x=1 ",
}


def calls(text: str) -> int:
    """Count the calls that it takes to render a text in every form."""
    count = 0

    def note(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    outer = sys.getprofile()
    sys.setprofile(note)
    try:
        render_everywhere(text)
    finally:
        sys.setprofile(outer)
    return count


def render_everywhere(text: str) -> None:
    rendered = render_review(f"[^1]: a\n\n{text}", prefix="r1")
    render_comment(text)
    excerpt(rendered.html)
    for_feed(rendered.html, base_url="https://a.example/")


def seconds(work: Callable[[str], object], text: str) -> float:
    def once() -> float:
        start = process_time()
        work(text)
        return process_time() - start

    return min(once(), once())


@pytest.mark.parametrize("unit", TRICKS.values(), ids=TRICKS)
def test_four_times_the_text_takes_no_sixteen_times_the_work(unit: str) -> None:
    render_everywhere(unit)

    small, large = (calls(unit * (size // len(unit))) for size in (600, 2_400))

    assert large < 4.6 * small


def test_backticks_of_growing_length_take_no_more_either() -> None:
    def ticks(longest: int) -> str:
        return "".join("a" + "`" * length for length in range(1, longest))

    small, large = (calls(ticks(longest)) for longest in (40, 80))

    assert large < 4.6 * small


@pytest.mark.parametrize(
    ("work", "unit", "count"),
    [
        (clean_text, "\u0301\u0323", 5_000),
        (lambda html: sanitize(html, Policy.COMMENT), "<p><em>a</em></p>", 1_000),
    ],
    ids=["sorting marks", "finding siblings"],
)
def test_eight_times_the_text_takes_no_sixty_four_times_the_time(
    work: Callable[[str], object], unit: str, count: int
) -> None:
    small, large = seconds(work, unit * count), seconds(work, unit * count * 8)

    assert large < 24 * small + 0.1

"""Quotations, set large or not."""

import pytest

from tests.text.parsed import comment, review, tree

PULLED = '<blockquote class="pull">\n<p>Nobody turns him in.</p>\n</blockquote>'


@pytest.mark.parametrize(
    "source",
    [
        "{.pull}\n> Nobody turns him in.",
        "{.pull}\n\n> Nobody turns him in.",
        "{.pull}  \n> Nobody turns him in.",
        "> Nobody turns him in.\n{.pull}",
        "> Nobody turns him in.\n\n{.pull}",
    ],
)
def test_a_mark_beside_a_quotation_pulls_it(source: str) -> None:
    assert review(source) == PULLED


def test_a_mark_ends_the_paragraph_before_it() -> None:
    assert review("3 words.\n{.pull}\n> Nobody turns him in.") == (
        f"<p>3 words.</p>\n{PULLED}"
    )


def test_a_mark_between_two_quotations_belongs_to_the_next() -> None:
    html = review("> a\n\n{.pull}\n> b")

    assert tree(html).xpath("//blockquote/@class") == ["pull"]
    assert tree(html).xpath("string(//blockquote[@class])").strip() == "b"


@pytest.mark.parametrize(
    "source",
    ["{.pull}", "a {.pull}", "{.pull} a", "> a\n\nb\n\n{.pull}", "{.push}\n> a"],
)
def test_a_mark_beside_no_quotation_is_text(source: str) -> None:
    html = review(source)

    assert "class=" not in html.replace('class="opening opening--short"', "")
    assert "{.pu" in html


def test_a_mark_in_code_is_code() -> None:
    assert review("```\n{.pull}\n```\n> a") == (
        "<pre><code>{.pull}\n</code></pre>\n<blockquote>\n<p>a</p>\n</blockquote>"
    )


def test_readers_have_no_pull_quotes() -> None:
    assert "pull" not in tree(comment("{.pull}\n> a")).xpath("//blockquote/@class")

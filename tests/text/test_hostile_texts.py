"""Nothing that anybody writes runs on anybody's page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewblog.text.markup import render_comment, render_review
from reviewblog.text.sanitizer import Policy, sanitize
from tests.text.hostile import HTML, MARKDOWN, carried
from tests.text.safety import (
    AUTHOR_TAGS,
    READER_TAGS,
    assert_safe,
    assert_second_opinion_agrees,
)

PIECES = [
    *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg>", "<style>"),
    *(
        "javascript:",
        "data:",
        "&#106;",
        "&colon;",
        "\t",
        "\n",
        "\n\n",
        "    ",
        '"',
        "'",
    ),
    *("[x](", ")", "![x](", "[^1]", "[^1]: ", "`", "```\n", ">!", "!<", "> ", "- "),
    *("::: spoiler ", ":::\n", "|a|b|\n|-|-|\n", "|", "{.pull}\n", "# ", "*", "**"),
    *("~~", "_", "<", ">", "</", "<!--", "-->", "\\", "&", "https://a.b/", "(1999)"),
    *("x", " ", "1. ", "\u202e", "\u200b", "é"),
]
CONCOCTIONS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@pytest.mark.parametrize("attack", [*HTML, *MARKDOWN])
def test_render_review_disarms(attack: str) -> None:
    for source in carried(attack):
        rendered = render_review(source, prefix="r42")
        html = rendered.html + rendered.notes

        assert_safe(html, AUTHOR_TAGS)
        assert_second_opinion_agrees(html, AUTHOR_TAGS)


@pytest.mark.parametrize("attack", [*HTML, *MARKDOWN])
def test_render_comment_disarms(attack: str) -> None:
    for source in carried(attack):
        html = render_comment(source).html

        assert_safe(html, READER_TAGS)
        assert_second_opinion_agrees(html, READER_TAGS)


@pytest.mark.parametrize("attack", HTML)
@pytest.mark.parametrize(
    ("policy", "allowed"), [(Policy.REVIEW, AUTHOR_TAGS), (Policy.COMMENT, READER_TAGS)]
)
def test_sanitize_disarms_html_that_no_renderer_of_ours_made(
    attack: str, policy: Policy, allowed: set[str]
) -> None:
    assert_safe(sanitize(attack, policy), allowed)
    assert_safe(sanitize(f"<p>{attack}</p>", policy), allowed)


@given(CONCOCTIONS)
def test_no_concoction_is_dangerous(source: str) -> None:
    rendered = render_review(source, prefix="r42")

    assert_safe(rendered.html + rendered.notes, AUTHOR_TAGS)
    assert_second_opinion_agrees(rendered.html, AUTHOR_TAGS)
    assert_safe(render_comment(source).html, READER_TAGS)


@given(CONCOCTIONS)
def test_sanitize_makes_any_concoction_of_html_safe(source: str) -> None:
    for policy, allowed in (
        (Policy.REVIEW, AUTHOR_TAGS),
        (Policy.COMMENT, READER_TAGS),
    ):
        assert_safe(sanitize(source, policy), allowed)


@given(st.one_of(st.text(), CONCOCTIONS))
def test_sanitize_changes_nothing_in_what_was_rendered(source: str) -> None:
    review, comment = render_review(source, prefix="r42"), render_comment(source)

    assert sanitize(review.html, Policy.REVIEW) == review.html
    assert sanitize(review.notes, Policy.REVIEW) == review.notes
    assert sanitize(comment.html, Policy.COMMENT) == comment.html

"""The words of rendered HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewblog.text.excerpts import excerpt, plain_text
from tests.text.parsed import comment, notes, review


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One *two*\nthree.\n\nFour.", "One two three. Four."),
        ("- a\n- b\n\n> c", "a b c"),
        ("# Head\n\nx`y`z", "Head xyz"),
        ("|a|b|\n|-|-|\n|1|2|", "a b 1 2"),
        ('![alt](/b "Caption")\n\nText', "Caption Text"),
        ("5 < 6 & 7", "5 < 6 & 7"),
        ("a  \nb", "a b"),
        ("", ""),
    ],
)
def test_plain_text_says_what_the_page_says(source: str, text: str) -> None:
    assert plain_text(review(source)) == text


def test_plain_text_gives_no_spoiler_away() -> None:
    source = "Rosebud is >!a *sled*!<.\n\n::: spoiler The sled\nHe ::dies::\n:::\n\nYes"

    for html in (review(source), comment(source)):
        assert plain_text(html) == "Rosebud is [spoiler]. [spoiler] Yes"


def test_plain_text_leaves_the_numbers_of_notes_out() -> None:
    source = "Heat.[^1] Yes.\n\n[^1]: A note."

    assert plain_text(review(source)) == "Heat. Yes."
    assert plain_text(notes(source)) == "A note."


def test_plain_text_holds_only_what_xml_allows() -> None:
    assert plain_text("<p>a\x01b&#xFFFE;c&#1;d</p>") == "abcd"


def test_excerpt_of_a_short_text_is_the_text() -> None:
    assert excerpt("<p>Short. And sweet</p>") == "Short. And sweet"
    assert excerpt(f"<p>{'x' * 280}</p>") == "x" * 280


def test_excerpt_ends_with_a_sentence() -> None:
    html = review("He came. Mr. O. Welles saw “it.” Then he went on and on and on.")

    assert excerpt(html, limit=50) == "He came. Mr. O. Welles saw “it.” …"


def test_excerpt_ends_with_a_word_where_no_sentence_ends_in_time() -> None:
    assert (
        excerpt("<p>A. One two three, four five</p>", limit=18) == "A. One two three…"
    )
    assert excerpt("<p>One two three</p>", limit=8) == "One two…"


def test_excerpt_cuts_through_a_word_that_is_too_long() -> None:
    assert excerpt(f"<p>{'x' * 300}</p>", limit=10) == "x" * 9 + "…"


def test_excerpt_begins_with_the_text_itself() -> None:
    source = '# Head\n\n![a](/b "Caption")\n\n{.pull}\n> Pulled\n\n|a|\n|-|\n\nText.'

    assert excerpt(review(source)) == "Text."


def test_excerpt_gives_no_spoiler_away() -> None:
    assert excerpt(review("It ends: >!he dies!<.")) == "It ends: [spoiler]."


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_excerpt_is_never_too_long(source: str, limit: int) -> None:
    assert len(excerpt(comment(source), limit=limit)) <= limit

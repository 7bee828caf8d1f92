"""What is left of a string once it has entered."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewblog.text.clean import clean_line, clean_text

# Letters, marks, joiners, controls: what the rules are about, more often than chance.
TRICKY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("ae\u0301\u0323\u0344\u200b\u200d\u200c\u202e \t\n\r\x00"),
    )
)


def test_clean_text_keeps_what_a_word_processor_writes() -> None:
    pasted = "\u201cPlay\u00a0Time\u201d \u2014 it\u2019s 70\u202fmm\u2026"

    assert clean_text(pasted) == pasted


def test_clean_text_keeps_lines_tabs_and_emoji() -> None:
    assert clean_text("a\n\n\tb 👩\u200d🚀 🏴") == "a\n\n\tb 👩\u200d🚀 🏴"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_clean_text_knows_one_line_ending(ending: str) -> None:
    assert clean_text(f"a{ending}b{ending}{ending}c") == "a\nb\n\nc"


@pytest.mark.parametrize(
    "character",
    [
        *("\0", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9f"),
        *("\ud800", "\udfff", "\ufffe", "\uffff"),
    ],
)
def test_clean_text_drops_what_xml_forbids(character: str) -> None:
    assert clean_text(f"a{character}b") == "ab"


def test_clean_text_composes_letters_and_marks() -> None:
    assert clean_text("Ame\u0301lie") == "Am\u00e9lie"


def test_clean_text_leaves_thirty_marks_on_a_letter() -> None:
    assert clean_text("x" + "\u0323" * 1000) == "x" + "\u0323" * 30


@given(TRICKY)
def test_clean_text_changes_nothing_the_second_time(value: str) -> None:
    once = clean_text(value)

    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(TRICKY)
def test_clean_text_is_never_more_than_the_text_normalized(value: str) -> None:
    assert len(clean_text(value)) <= 3 * len(value)
    clean_text(value).encode()


def test_clean_line_is_one_line() -> None:
    assert clean_line("  Odd\r\nMan\t \u2028 Out ") == "Odd Man Out"


def test_clean_line_keeps_spaces_that_are_not_ordinary() -> None:
    assert clean_line("70\u00a0mm, 3\u202fh") == "70\u00a0mm, 3\u202fh"


@pytest.mark.parametrize("value", ["\u00a0 \u3000\u2009", "\u200d", "\u200b\ufeff", ""])
def test_clean_line_leaves_nothing_of_what_shows_nothing(value: str) -> None:
    assert clean_line(value) == ""


@pytest.mark.parametrize(
    "code", [0x61C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069]
)
def test_clean_line_drops_bidi_controls(code: int) -> None:
    assert clean_line(f"gnp.{chr(code)}exe") == "gnp.exe"


def test_clean_line_drops_zero_width_spaces_and_keeps_joiners() -> None:
    assert clean_line("a\u200b\u2060\ufeffb") == "ab"
    assert clean_line("👩\u200d🚀 \u0645\u06cc\u200c\u062e") == (
        "👩\u200d🚀 \u0645\u06cc\u200c\u062e"
    )
    assert clean_line("a" + "\u200d\u200c" * 50 + "b") == "a\u200db"


@pytest.mark.parametrize("between", ["", "\u200d", "\u200b"])
def test_clean_line_leaves_four_marks_on_a_letter(between: str) -> None:
    zalgo = "Q" + f"\u0323{between}" * 50

    cleaned = clean_line(zalgo)

    assert cleaned.count("\u0323") == 4


@given(TRICKY)
def test_clean_line_changes_nothing_the_second_time(value: str) -> None:
    once = clean_line(value)

    assert clean_line(once) == once
    assert "\n" not in once

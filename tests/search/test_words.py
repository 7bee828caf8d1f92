"""What counts as a word, and how it is folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewblog.search.words import (
    BOUNDARY,
    LONGEST_WORD,
    PIECE,
    is_unspaced,
    places_in,
    words_in,
)

TRICKY = "aZ0 é É œ ß ½ ³ 千 ガ ア ﾞ 기 \u0301 \u200d’-¶ſﬁİ\u0345\x00\ud800"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Third Man", ["the", "third", "man"]),
        ("Amélie", ["amelie"]),
        ("Ame\u0301lie", ["amelie"]),
        ("Yasujirō Ozu", ["yasujiro", "ozu"]),
        ("Œuvre, Straße, Øst, Łódź", ["oeuvre", "strasse", "ost", "lodz"]),
        ("\uff21\uff4c\uff49\uff45\uff4e", ["alien"]),
        ("Сталкер", ["сталкер"]),
        ("기생충", ["\u1100\u1175\u1109\u1162\u11bc\u110e\u116e\u11bc"]),
        ("Ocean’s Eleven", ["ocean", "s", "eleven"]),
        ("WALL·E", ["wall", "e"]),
        ("snow_clock", ["snow", "clock"]),
        ("Alien³", ["alien", "3"]),
        ("8½", ["8", "1", "2"]),
        ("千と千尋", ["千", "と", "千", "尋"]),
        ("ガラス", ["カ", "ラ", "ス"]),
        ("snow\u200dclock", ["snowclock"]),
        ("Tom™ … “it”", ["tom", "it"]),
        ("*** — \x00 \ud800 ", []),
        (BOUNDARY, []),
    ],
)
def test_words_are_folded_letters_and_digits(text: str, words: list[str]) -> None:
    assert words_in(text) == words


def test_an_endless_word_is_cut() -> None:
    assert words_in("a" * 10_000) == ["a" * LONGEST_WORD]


@given(st.text() | st.text(TRICKY))
def test_places_are_those_of_the_same_words(text: str) -> None:
    places = list(places_in(text))

    assert [word for word, _, _ in places] == words_in(text)
    for word, start, end in places:
        assert word in words_in(text[start:end])


@given(st.text() | st.text(TRICKY))
def test_words_hold_nothing_that_could_be_syntax(text: str) -> None:
    assert all(word.isalnum() for word in words_in(text))


def test_places_in_a_long_text_are_found_from_anywhere() -> None:
    text = "snow on the clock " * 200
    begin = text.index("clock", 2 * PIECE)

    places = list(places_in(text, begin))

    assert [word for word, _, _ in places] == words_in(text[begin:])
    assert all(text[start:end] == word for word, start, end in places)


@pytest.mark.parametrize(
    ("word", "alone"), [("千", True), ("ส", True), ("m", False), ("千尋", False)]
)
def test_characters_of_scripts_without_spaces_are_known(
    word: str, *, alone: bool
) -> None:
    assert is_unspaced(word) == alone

"""What is marked in a text, and which part of a text is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewblog.search.highlights import EXCERPT_LENGTH, Highlighter, Segment, is_marked
from reviewblog.search.query import read_query
from reviewblog.search.words import words_in

FILLER = "nothing of any interest happens in a room for a while, "


def marked(typed: str, text: str) -> str:
    """Mark a text as the page does, in brackets."""
    return spelt(Highlighter(read_query(typed)).mark(text))


def excerpt_of(typed: str, *texts: str) -> str:
    return spelt(Highlighter(read_query(typed)).excerpt(texts))


def spelt(segments: list[Segment]) -> str:
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in segments)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("snow", "Snow, and snow.", "[Snow], and [snow]."),
        ("snow", "He snows; windsnow.", "He [snows]; windsnow."),
        ('"snow"', "He snows in snow.", "He snows in [snow]."),
        ("amelie", "Amélie", "[Amélie]"),
        ("Amélie", "Amelie", "[Amelie]"),
        ("amelie", "Ame\u0301lie!", "[Ame\u0301lie]!"),
        ("strasse", "Die Straße.", "Die [Straße]."),
        ("snow", "\u0130\u0130 İt is SNOW, İ", "\u0130\u0130 İt is [SNOW], İ"),
        ("it", "\u0130t", "[\u0130t]"),
        ("oeuvre", "Son œuvre", "Son [œuvre]"),
        ("sport", "\ufb01ne \u017fport", "\ufb01ne [\u017fport]"),
        ("third man", "A man, the third.", "A [man], the [third]."),
        ('"third man"', "The third man: third; man.", "The [third man]: [third; man]."),
        ("spider-man", "Spider-Man spun.", "[Spider-Man] spun."),
        ("spider-man", "A spider, a man.", "A spider, a man."),
        ("千尋", "千と千尋の神隠し", "千と[千尋]の神隠し"),
        ("8½", "In 8½ hours", "In [8½] hours"),
        ("alien 3", "Alien³", "[Alien³]"),
        ("snow snowman", "snowman", "[snowman]"),
        ("b", "<b>snow</b> & b", "<[b]>snow</[b]> & [b]"),
        ("film", "", ""),
        ("?", "snow?", "snow?"),
    ],
)
def test_words_are_marked_where_they_stand(
    typed: str, text: str, expected: str
) -> None:
    assert marked(typed, text) == expected


@given(st.text("sn ow-’é½千ﬁ\u0301", max_size=40), st.text("sno w-é½千", max_size=10))
def test_marking_changes_no_letter(text: str, typed: str) -> None:
    segments = Highlighter(read_query(typed)).mark(text)

    assert "".join(segment.text for segment in segments) == text
    assert all(segment.text for segment in segments)


@given(st.text("sn ow-’é½千ﬁK\u0301", max_size=40), st.text("sno w-é½千k", max_size=10))
def test_what_is_marked_is_all_that_was_looked_for(text: str, typed: str) -> None:
    query = read_query(typed)
    words = words_in(text)

    is_there = any(
        list(term.words[:-1]) == words[place : place + len(term.words) - 1]
        and term.may_end_with(words[place + len(term.words) - 1])
        for term in query.terms
        for place in range(len(words) - len(term.words) + 1)
    )

    assert is_marked(Highlighter(query).mark(text)) == is_there


def test_an_excerpt_is_cut_between_words_around_the_first_hit() -> None:
    text = FILLER * 20 + "then snow falls, " + FILLER * 20

    shown = excerpt_of("snow", text)

    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "then [snow] falls" in shown
    assert len(shown) <= EXCERPT_LENGTH + 10
    assert set(shown.strip("… ").replace("[snow]", "snow").split()) <= set(text.split())


def test_an_excerpt_shows_where_most_of_the_words_are() -> None:
    text = f"Snow. {FILLER * 10} A clock in snow. {FILLER * 10} A clock."

    assert "A [clock] in [snow]." in excerpt_of("snow clock", text)


def test_an_excerpt_prefers_the_first_text_of_those_that_are_as_good() -> None:
    assert excerpt_of("snow", "A dek of snow.", "Snow.") == "A dek of [snow]."
    assert excerpt_of("snow", "A dek.", "Snow.") == "[Snow]."


def test_an_excerpt_without_a_hit_is_the_first_text() -> None:
    assert excerpt_of("tati", "", "A city made of glass.", "Snow.") == (
        "A city made of glass."
    )


def test_an_excerpt_of_nothing_is_nothing() -> None:
    assert excerpt_of("snow", "", "") == ""


def test_a_hit_at_the_end_is_shown_with_what_leads_to_it() -> None:
    shown = excerpt_of("snow", FILLER * 20 + "snow")

    assert shown.endswith("[snow]")
    assert len(shown) > EXCERPT_LENGTH - 20


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    shown = excerpt_of("雪", "時" * 1000 + "雪" + "計" * 1000)

    assert "[雪]" in shown
    assert len(shown) <= EXCERPT_LENGTH + 10


def test_a_phrase_longer_than_an_excerpt_is_shown_whole() -> None:
    phrase = "snow" + " " * EXCERPT_LENGTH + "clock"

    assert f"[{phrase}]" in excerpt_of('"snow clock"', phrase)

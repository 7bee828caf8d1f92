"""How what a reader typed is read."""

import pytest

from reviewblog.search.query import LONGEST_QUERY, MOST_TERMS, read_query


def words_of(typed: str) -> list[str]:
    """Spell the terms out, those in quotes with them."""
    return [
        f'"{" ".join(term.words)}"' if term.is_quoted else " ".join(term.words)
        for term in read_query(typed).terms
    ]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("snow clock", ["snow", "clock"]),
        ("  Snow,\tCLOCK!  ", ["snow", "clock"]),
        ("snow Snow SNOW", ["snow"]),
        ('"snow clock"', ['"snow clock"']),
        ("“snow clock” «deux mots» film", ['"snow clock"', '"deux mots"', "film"]),
        ('snow"clock"', ["snow", '"clock"']),
        ('snow "clock tower', ["snow", "clock", "tower"]),
        ('"snow clock" tower"', ['"snow clock"', "tower"]),
        ('snow "snow"', ["snow", '"snow"']),
        ("Spider-Man", ["spider man"]),
        ("8½", ["8 1 2"]),
        ("千と千尋", ["千 と 千 尋"]),
        ("title:snow", ["title snow"]),
        ("AND OR NOT", ["and", "or", "not"]),
        ("NEAR(snow clock, 2)", ["near snow", "clock", "2"]),
        ("-snow +clock ^film sno*", ["snow", "clock", "film", "sno"]),
        ("snow'); DROP TABLE review; --", ["snow", "drop", "table", "review"]),
        ("sn\x00ow \ud800clock", ["snow", "clock"]),
    ],
)
def test_what_was_typed_is_words_and_phrases(typed: str, terms: list[str]) -> None:
    assert words_of(typed) == terms


@pytest.mark.parametrize("typed", ["", "   ", '"', '""', "* - ( ) : ^", "\x00", "🎬"])
def test_without_a_word_there_is_nothing_to_look_for(typed: str) -> None:
    assert not read_query(typed)


def test_a_long_query_is_cut_and_says_so() -> None:
    query = read_query("snow " * 10_000)

    assert len(query.text) <= LONGEST_QUERY
    assert query.is_cut


def test_many_words_are_cut_and_say_so() -> None:
    query = read_query(" ".join(f"w{number}" for number in range(MOST_TERMS + 1)))

    assert len(query.terms) == MOST_TERMS
    assert query.is_cut


def test_a_short_query_is_not_cut() -> None:
    assert not read_query("snow clock").is_cut


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("(Snow),", "Snow"),
        ('"the  third\tman"', "the third man"),
        ("«8½»", "8½"),
        ("Ocean’s", "Ocean’s"),
    ],
)
def test_a_term_is_said_as_typed_without_what_is_around_it(
    typed: str, said: str
) -> None:
    [term] = read_query(typed).terms

    assert term.typed == said
    assert read_query(term.as_typed).terms == (term,)


@pytest.mark.parametrize(
    ("typed", "word", "met"),
    [
        ("snow", "snow", True),
        ("snow", "snowing", True),
        ("snow", "sno", False),
        ('"snow"', "snowing", False),
        ("to", "tokyo", False),
        ("to", "to", True),
        ("千", "千", True),
        ("spider-ma", "man", False),
        ("spider-man", "manhattan", True),
    ],
)
def test_a_word_may_go_on_unless_it_is_short_or_quoted(
    typed: str, word: str, *, met: bool
) -> None:
    [term] = read_query(typed).terms

    assert term.may_end_with(word) == met

"""What of a search is kept."""

import pytest

from reviewblog.stats.searches import kept_words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Odd Man  Out", "odd man out"),
        ("  Pépé le Moko ", "pépé le moko"),
        ("2001", "2001"),
        ("1941 1942", ""),  # could be a number; better one search too few
        ("ada@example.org", ""),
        ("+49 30 1234567", ""),
        ("x" * 61, ""),
        ("x" * 100_000, ""),
        ("\0\ud800", ""),
        ("", ""),
    ],
)
def test_short_words_are_kept_unless_they_could_be_somebodys(
    query: str, words: str
) -> None:
    assert kept_words(query) == words

"""Letters taken apart."""

import pytest

from reviewblog.text.folding import fold, spread_fractions


@pytest.mark.parametrize(
    ("text", "spread"),
    [("8½", "8 1/2"), ("½", " 1/2"), ("3¾ hours", "3 3/4 hours"), ("1/2", "1/2")],
)
def test_spread_fractions_keeps_numbers_apart(text: str, spread: str) -> None:
    assert spread_fractions(text) == spread


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ōshima", "oshima"),
        ("Amélie", "amelie"),
        ("Straße", "strasse"),
        ("Kieślowski", "kieslowski"),
        ("Wałęsa", "walesa"),
        ("Trollflöjten på Ærø", "trollflojten pa aero"),
        ("Œuvre", "oeuvre"),
        ("ISPARTA", "isparta"),
        ("七人の侍", "七人の侍"),
    ],
)
def test_fold_takes_case_and_diacritics_away(text: str, folded: str) -> None:
    assert fold(text) == folded

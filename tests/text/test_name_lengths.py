"""How large the name of a site can be on its cover."""

import pytest

from reviewblog.text.titles import name_length


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("Row K", "xs"),
        ("Cinema", "s"),
        ("Filmblog", "s"),
        ("FILM", "xs"),
        ("SCENE", "s"),
        ("FILMBLOG", "m"),
        ("Moviegoer", "m"),
        ("Cinema Notes & Sons", "m"),
        ("Lichtspieltagebuch", "l"),
        ("x" * 49, "xl"),
        ("映画", "xs"),
        ("映画日記", "s"),
        ("", "xs"),
    ],
)
def test_a_cover_is_measured_finer_than_a_title(name: str, length: str) -> None:
    assert name_length(name) == length

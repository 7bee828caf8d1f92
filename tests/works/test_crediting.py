"""How credits are read from what an author types."""

import pytest

from reviewblog.works.crediting import (
    CreditsError,
    read_cast,
    read_countries,
    read_names,
    write_cast,
    write_names,
)
from reviewblog.works.facts import Billing


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        (" , ,\n", ()),
        ("Jacques Tati", ("Jacques Tati",)),
        ("Joel Coen, Ethan Coen", ("Joel Coen", "Ethan Coen")),
        ("Joel Coen\r\nEthan Coen", ("Joel Coen", "Ethan Coen")),
        (
            "Michael Powell; Emeric Pressburger",
            ("Michael Powell", "Emeric Pressburger"),
        ),
        # A word processor's unbreakable space is a space.
        ("Sam\u00a0Elliott", ("Sam Elliott",)),
        ("Sammy Davis, Jr., Dean Martin", ("Sammy Davis, Jr.", "Dean Martin")),
        ("Robert Downey, Sr", ("Robert Downey, Sr",)),
        ("John Doe, Ph.D., Jane Roe, III", ("John Doe, Ph.D.", "Jane Roe, III")),
        # A suffix without a name before it is all there is.
        ("Jr.", ("Jr.",)),
        ("Tati, Tati, Étaix, Tati", ("Tati", "Étaix")),
        ("宮崎 駿", ("宮崎 駿",)),
        ("Ta\x00ti\x07", ("Tati",)),
    ],
)
def test_read_names(text: str, names: tuple[str, ...]) -> None:
    assert read_names(text) == names


def test_names_are_read_as_they_were_written() -> None:
    names = ("Sammy Davis, Jr.", "Dean Martin")

    assert read_names(write_names(names)) == names


@pytest.mark.parametrize(
    ("text", "cast"),
    [
        ("", ()),
        ("\n \n", ()),
        ("Jason Patric as Jim Raynor", (Billing("Jason Patric", "Jim Raynor"),)),
        ("Jason Patric AS Jim", (Billing("Jason Patric", "Jim"),)),
        # Only the first counts.
        ("Greta Garbo as Zaza as Lola", (Billing("Greta Garbo", "Zaza as Lola"),)),
        ("Douglas Fairbanks", (Billing("Douglas Fairbanks"),)),
        ("Sammy Davis, Jr. as Josh", (Billing("Sammy Davis, Jr.", "Josh"),)),
        ("Max von Sydow as", (Billing("Max von Sydow"),)),
        ("B as b\n\nA as a\r\n", (Billing("B", "b"), Billing("A", "a"))),
        ("A as x\nB\nA as x", (Billing("A", "x"), Billing("B"))),
        ("A as x\nB\nA as y", (Billing("A", "x / y"), Billing("B"))),
        ("A\nA as y", (Billing("A", "y"),)),
        # Reading takes no more than linear time.
        ("A" + "\u00a0" * 200_000 + "as b", (Billing("A", "b"),)),
    ],
)
def test_read_cast(text: str, cast: tuple[Billing, ...]) -> None:
    assert read_cast(text) == cast


def test_a_cast_is_read_as_it_was_written() -> None:
    cast = (Billing("Sammy Davis, Jr.", "Josh"), Billing("Douglas Fairbanks"))

    assert read_cast(write_cast(cast)) == cast


def test_countries_are_set_apart_by_commas() -> None:
    assert read_countries("Italy, France,Italy") == ("Italy", "France")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A\n\nas Himself", "Line 3 gives a part but no name"),
        (f"A\n{'b' * 121} as c", "Line 2: a name may have 120"),
        (f"A\nB as {'c' * 201}", "Line 2: a part may have 200"),
        (f"A as {'x' * 150}\nB\nA as {'y' * 150}", "Line 3: a part may have 200"),
        ("\n".join(f"Actor {n}" for n in range(201)), "201 names: 200 at most"),
    ],
)
def test_a_cast_that_cannot_be_read_names_the_line(text: str, message: str) -> None:
    with pytest.raises(CreditsError, match=message):
        read_cast(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"Tati, {'x' * 121}", "Name 2, “xxx"),
        (",".join(f"Director {n}" for n in range(51)), "51 names: 50 at most"),
    ],
)
def test_names_that_cannot_be_read_say_which(text: str, message: str) -> None:
    with pytest.raises(CreditsError, match=message):
        read_names(text)


def test_countries_have_limits_of_their_own() -> None:
    with pytest.raises(CreditsError, match="80 characters"):
        read_countries("x" * 81)

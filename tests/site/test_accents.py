"""Whatever colour an author likes, everything can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewblog.site.accents import (
    DARK_INK,
    DARK_PAPER,
    DARKEST_NEEDED,
    LIGHT_INK,
    LIGHT_PAPER,
    AccentRefusedError,
    accent_tokens,
    contrast,
    read_accent,
    readable,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("typed", "colour"),
    [("", ""), (" #C03 ", "#cc0033"), ("f2d230", "#f2d230"), ("#ABCDEF", "#abcdef")],
)
def test_a_colour_is_read(typed: str, colour: str) -> None:
    assert read_accent(typed) == colour


@pytest.mark.parametrize("typed", ["red", "#12", "#12345", "#gggggg", "#fff;}", "٣٣٣"])
def test_what_is_no_colour_is_refused(typed: str) -> None:
    with pytest.raises(AccentRefusedError):
        read_accent(typed)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_colour_that_can_be_read_stays() -> None:
    assert readable("#fad911") == "#fad911"


@given(COLOURS)
def test_every_colour_becomes_one_that_can_be_read(colour: str) -> None:
    tokens = accent_tokens(colour)
    line, mark = (
        dict(zip(("light", "dark"), value[11:-1].split(", "), strict=True))
        if value.startswith("light-dark(")
        else {"light": value, "dark": value}
        for value in (tokens["--underline"], tokens["--highlight"])
    )

    assert contrast(tokens["--lamp"], DARKEST_NEEDED) >= 4.5
    assert contrast(tokens["--lamp"], DARK_PAPER) >= 4.5
    assert contrast(line["light"], LIGHT_PAPER) >= 3
    assert contrast(line["dark"], DARK_PAPER) >= 3
    assert contrast(mark["light"], LIGHT_INK) >= 4.5
    assert contrast(mark["dark"], DARK_INK) >= 4.5

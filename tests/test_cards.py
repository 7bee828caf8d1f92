"""The picture for a shared link: always the same size, whatever it says."""

import io

import pytest
from PIL import Image

from reviewblog.cards import EVERYDAY, HEIGHT, WIDTH, Card, draw, is_in_font

LONG = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb"


def picture_of(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(draw(card))).convert("RGB")


@pytest.mark.parametrize(
    ("title", "grade"),
    [
        ("M", "A+"),
        (LONG, "B−"),
        ("W" * 300, "in one’s own words"),
        ("8½ …", ""),
        ("", ""),
    ],
)
def test_every_card_has_the_size_that_is_announced(title: str, grade: str) -> None:
    card = Card(title=title, site="Row K", grade=grade, percent=50)

    assert picture_of(card).size == (WIDTH, HEIGHT)


def test_the_tile_is_filled_as_far_as_the_grade_is_good() -> None:
    best, worst = (
        picture_of(Card(title="M", site="K", grade=".", percent=percent))
        for percent in (100, 0)
    )
    corner_of_tile = (WIDTH - 70, HEIGHT - 70)

    red, green, blue = best.getpixel(corner_of_tile)  # type: ignore[misc]
    assert red > 200 > green - 100 > blue
    assert worst.getpixel(corner_of_tile) != best.getpixel(corner_of_tile)


@pytest.mark.parametrize(
    ("title", "drawable"),
    [
        ("Amélie – “x”", True),
        ("Yasujirō", True),
        ("千と千尋", False),
        ("Сталкер", False),
    ],
)
def test_a_title_in_letters_the_font_lacks_is_not_drawn(
    title: str, *, drawable: bool
) -> None:
    assert Card(title=title, site="Row K").is_drawable is drawable


def test_the_font_has_every_letter_that_it_is_not_asked_for() -> None:
    assert [letter for letter in sorted(EVERYDAY) if not is_in_font(letter)] == []

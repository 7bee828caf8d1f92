"""The picture that stands for a review where its link is shared.

Title, grade and the site's name in the site's own type, for reviews without a still:
1200 by 630 pixels, the size of the Open Graph protocol's examples. Pillow is loaded
where it is needed: every page of a review asks whether there is a card, few draw one.
"""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

FONT = Path(__file__).parent / "static" / "fonts" / "archivo-latin.woff2"
WIDTH, HEIGHT, MARGIN = 1200, 630, 64
PAPER, INK, LAMP, TILE = "#f5f8f9", "#0f1820", "#fcd913", "#dfe5e8"
BOLDEST, NARROWEST = 800, 62
TITLE_SIZES = (300, 240, 190, 160, 132, 108, 88, 72, 58)
TITLE_SPACE = HEIGHT - 2 * MARGIN - 170
LEADING = 1.02
LONGEST_TITLE = 160
TILE_SIZE, TILE_ROOM = 140, 116
GRADE_SIZES = (96, 72, 48, 32)
SMALLEST_GRADE = 24
# ASCII, Latin-1 and a typesetter's signs: of these nobody need ask the font.
EVERYDAY = frozenset(
    chr(code) for code in (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100))
) | frozenset("–—‘’“”…−")


class Card(Struct, frozen=True, kw_only=True):
    """What a card says; ``percent`` is how far the grade's tile is filled."""

    title: str
    site: str
    grade: str = ""
    percent: int = 0

    @property
    def is_drawable(self) -> bool:
        """Tell whether the site's type has all the letters."""
        return all(_has_letter(letter) for letter in f"{self.title}{self.site}")


def draw(card: Card) -> bytes:
    """Draw a card as PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    _draw_title(pen, card.title[:LONGEST_TITLE])
    _draw_site(pen, card.site)
    if card.grade:
        _draw_grade(pen, card.grade, card.percent)
    file = io.BytesIO()
    picture.quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_title(pen: "ImageDraw.ImageDraw", title: str) -> None:
    for size in TITLE_SIZES:
        font = _font(size)
        lines = list(_wrapped(title, font))
        if len(lines) * size * LEADING <= TITLE_SPACE:
            break
    else:
        lines = lines[: int(TITLE_SPACE // (size * LEADING))]
    for number, line in enumerate(lines):
        place = (MARGIN, MARGIN + number * size * LEADING)
        pen.text(place, line, font=font, fill=INK, anchor="la")


def _draw_site(pen: "ImageDraw.ImageDraw", site: str) -> None:
    font = _font(64)
    room = WIDTH - 3 * MARGIN - TILE_SIZE
    name = next(_wrapped(site, font, room), "")
    left, foot = MARGIN, HEIGHT - MARGIN
    width = font.getlength(name)
    pen.rectangle((left, foot - 96, left + width + 48, foot), fill=LAMP)
    pen.text((left + 24, foot - 20), name, font=font, fill=INK, anchor="ls")


def _draw_grade(pen: "ImageDraw.ImageDraw", grade: str, percent: int) -> None:
    right, foot = WIDTH - MARGIN, HEIGHT - MARGIN
    left, top = right - TILE_SIZE, foot - TILE_SIZE
    pen.rectangle((left, top, right, foot), fill=TILE)
    filled = foot - TILE_SIZE * percent // 100
    if percent:
        pen.rectangle((left, filled, right, foot), fill=LAMP)
    fitting = (s for s in GRADE_SIZES if _font(s).getlength(grade) <= TILE_ROOM)
    centre = (left + TILE_SIZE / 2, top + TILE_SIZE / 2)
    pen.text(
        centre, grade, font=_font(next(fitting, SMALLEST_GRADE)), fill=INK, anchor="mm"
    )


def _wrapped(
    text: str, font: "ImageFont.FreeTypeFont", room: float = WIDTH - 2 * MARGIN
) -> Iterator[str]:
    """Break a text into lines that fit; a word that does not is cut short."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > room:
            yield line
            longer = word
        line = _cut(longer, font, room)
    if line:
        yield line


def _cut(text: str, font: "ImageFont.FreeTypeFont", room: float) -> str:
    while font.getlength(text) > room:
        text = f"{text.removesuffix('…')[:-1]}…"
    return text


@cache
def _font(size: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415

    font = ImageFont.truetype(str(FONT), size)
    font.set_variation_by_axes([BOLDEST, NARROWEST])
    return font


@cache
def _blank() -> bytes:
    return bytes(_font(40).getmask("\U0010fffd"))


def _has_letter(letter: str) -> bool:
    return letter in EVERYDAY or letter.isspace() or is_in_font(letter)


@cache
def is_in_font(letter: str) -> bool:
    """Ask the font itself."""
    return bytes(_font(40).getmask(letter)) != _blank()

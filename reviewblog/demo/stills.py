"""Stills for the sample site: abstract, drawn here, so that they are nobody else's."""

import random
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFilter

SIZE = (1600, 1000)
# Night, dusk, lamp and fog: what films of that age are lit by.
PALETTES = (
    ("#10202b", "#31505c", "#f2d675", "#c9d6d6"),
    ("#2b1a17", "#7a3b2a", "#f0b36a", "#efe2cf"),
    ("#16241b", "#476b4e", "#e8d48a", "#d8e4d6"),
    ("#1b1c2f", "#4c4f86", "#f0a58f", "#e3e0ee"),
)
DESCRIPTION = "An abstract drawing: dark houses in bands, and one lamp above them."
CREDIT = "Drawing: made for this sample site"


def draw_still(name: str) -> bytes:
    """Draw the same picture for the same name, as PNG."""
    chance = random.Random(name)  # noqa: S311 -- for looks, not for secrets
    night, wall, lamp, fog = chance.choice(PALETTES)
    picture = Image.new("RGB", SIZE, fog)
    _light(picture, lamp, fog, (chance.randint(200, 1400), chance.randint(150, 450)))
    for row, colour in enumerate((wall, wall, night, night)):
        _build(picture, colour, SIZE[1] * (row + 2) // 6, chance)
        # What is further away is less clear.
        picture = picture.filter(ImageFilter.GaussianBlur(6 - 2 * min(row, 2)))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _light(picture: Image.Image, lamp: str, fog: str, place: tuple[int, int]) -> None:
    pen, (x, y) = ImageDraw.Draw(picture), place
    inner, outer = ImageColor.getrgb(lamp), ImageColor.getrgb(fog)
    for size in range(420, 60, -40):
        share = size / 420
        mixed = (a + (b - a) * share for a, b in zip(inner, outer, strict=True))
        red, green, blue = map(round, mixed)
        pen.ellipse((x - size, y - size, x + size, y + size), (red, green, blue))


def _build(picture: Image.Image, colour: str, line: int, chance: random.Random) -> None:
    pen, left = ImageDraw.Draw(picture), -chance.randint(0, 200)
    while left < picture.width:
        wide, top = chance.randint(90, 320), line - chance.randint(-60, 160)
        pen.rectangle((left, top, left + wide, picture.height), fill=colour)
        left += wide + chance.randint(0, 60)

"""One colour of the author's own, and what of it can be read where it is used.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): 4.5 for
letters (1.4.3), 3 for lines and marks (1.4.11). A colour that falls short is mixed with
white or black until it does not.
"""

import re
from collections.abc import Mapping

from reviewblog.errors import DomainError

LETTERS = 4.5
MARKS = 3.0
# The built-in tokens behind and upon an accent, as css/tokens.css has them.
LIGHT_PAPER = "#f4f7f8"
DARK_PAPER = "#0c1116"
LIGHT_INK, DARK_INK = "#10181f", "#e2e7e9"
# The lightest of what is dark: letters on the accent, and what it stands out from.
DARKEST_NEEDED = "#161d23"

_COLOUR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_STEPS = 100


class AccentRefusedError(DomainError):
    """What was typed is no colour."""


def read_accent(typed: str) -> str:
    """Read a colour such as ``#c03`` as ``#cc0033``; nothing stays nothing.

    Raises:
        AccentRefusedError: it reads otherwise.
    """
    if not typed.strip():
        return ""
    found = _COLOUR.fullmatch(typed.strip())
    if found is None:
        raise AccentRefusedError("Write a colour like this: #f2d230.")
    digits = found.group(1).lower()
    return f"#{digits if len(digits) > len('fff') else ''.join(d + d for d in digits)}"


def readable(accent: str) -> str:
    """Return the accent, lightened until dark letters on it can be read."""
    return _mixed_until(accent, "#ffffff", DARKEST_NEEDED, LETTERS)


def accent_tokens(accent: str) -> Mapping[str, str]:
    """Return the colours of the design that an accent changes, by their tokens.

    Values are pairs of the light and the dark theme where these differ.
    """
    lamp = readable(accent)
    line = _mixed_until(accent, "#000000", LIGHT_PAPER, MARKS)
    light = _mixed_until(_mix(lamp, LIGHT_PAPER, 0.6), "#ffffff", LIGHT_INK, 7.0)
    dark = _mixed_until(_mix(lamp, DARK_PAPER, 0.65), "#000000", DARK_INK, 7.0)
    return {
        "--lamp": lamp,
        "--underline": f"light-dark({line}, {lamp})",
        "--highlight": f"light-dark({light}, {dark})",
        "--focus": f"light-dark({LIGHT_INK}, {lamp})",
        "--cover": f"light-dark({lamp}, {DARK_PAPER})",
        "--on-cover": f"light-dark({LIGHT_INK}, {lamp})",
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _mixed_until(colour: str, with_: str, against: str, least: float) -> str:
    for step in range(_STEPS):
        mixed = _mix(colour, with_, step / _STEPS)
        if contrast(mixed, against) >= least:
            return mixed
    return with_


def _mix(one: str, other: str, share: float) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    mixed = (round(a + (b - a) * share) for a, b in pairs)
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= 0.04045:  # noqa: PLR2004 -- the definition's own
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    number = int(colour[1:], 16)
    return number >> 16, number >> 8 & 255, number & 255

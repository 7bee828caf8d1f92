"""One way to take letters apart: for slugs, and for keys that put titles in order."""

import re
import unicodedata

_FRACTION = re.compile("[\u00bc-\u00be\u2150-\u215f\u2189]")
# Letters that Unicode does not take apart, though a reader looks for them under these.
_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "đ": "d",
        "ð": "d",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ł": "l",
        "ø": "o",
        "œ": "oe",
        "þ": "th",
    }
)


def spread_fractions(text: str) -> str:
    """Write "8½" as "8 1/2", so that the numbers do not run together."""
    return _FRACTION.sub(_spelt_out, text)


def fold(text: str) -> str:
    """Lower the case and drop the diacritics: "Ōshima" and "oshima" are one."""
    if text.isascii():
        # Nothing to take apart: most of English.
        return text.lower()
    lowered = spread_fractions(text).casefold().translate(_LETTERS)
    parts = unicodedata.normalize("NFKD", lowered)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


def _spelt_out(fraction: re.Match[str]) -> str:
    # NFKD puts FRACTION SLASH between the digits, which a slug would lose.
    return " " + unicodedata.normalize("NFKD", fraction.group()).replace("\u2044", "/")

"""Letters that look like others, and letters that nobody should see."""

import re
import unicodedata
from collections.abc import Iterable

from reviewblog.text.folding import fold

# Among the confusables of Unicode's UTS #39 those in which names are usually faked;
# NFKD has already dealt with the styled and the accented ones. What looks like a
# stroke is one letter: l, I, 1 and |.
_LOOKALIKES = str.maketrans(
    # Cyrillic, Greek, Armenian and figures, in that order.
    "аеёкмнорстухіјѕԁԛԝһӏьβεικνορτυχωαγηզոսօց01|!5i",  # noqa: RUF001 -- that is it
    "aeekmhopctyxljsdqwhlbbelkvoptuxwaynqnuogolllsl",
)
_STROKES = (("rn", "m"), ("vv", "w"))
_TITLES = frozenset(
    {"admin", "administrator", "moderator", "webmaster", "staff", "thecritic"}
)
SHORTEST_INSIDE = 6

_TURNING = re.compile("[\u202d\u202e\u2066-\u2068\u202a\u202b]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\u3164\U000e0000-\U000e007f]")
MOST_TURNING = 4
MOST_INVISIBLE = 8
MOST_MARKS = 3
FEW_STACKS = 3


def look_of(name: str) -> str:
    """Reduce a name to what it looks like: letters that pass for each other are one."""
    look = fold(name).translate(_LOOKALIKES)
    for pair, letter in _STROKES:
        look = look.replace(pair, letter)
    return "".join(letter for letter in look if letter.isalnum())


def find_imitated(name: str, house: Iterable[str]) -> str:
    """Return the name of the house that a reader's name could be taken for, if any.

    A long one is also found within a longer name: "Tamsin Okafor (critic)".
    """
    look = look_of(name)
    if not look:
        return ""
    for known in house:
        own = look_of(known)
        if own and (own == look or (len(own) >= SHORTEST_INSIDE and own in look)):
            return known
    return name if look in _TITLE_LOOKS else ""


def has_strange_letters(text: str) -> bool:
    """Tell whether a text hides, turns around or piles up what it says."""
    if text.isascii():
        return False
    if "\u202e" in text or "\u202d" in text:
        return True
    return (
        len(_TURNING.findall(text)) > MOST_TURNING
        or len(_INVISIBLE.findall(text)) > MOST_INVISIBLE
        or _has_stacks(text)
    )


def _has_stacks(text: str) -> bool:
    stacks = height = 0
    for letter in text:
        height = height + 1 if unicodedata.combining(letter) else 0
        stacks += height == MOST_MARKS + 1
    return stacks >= FEW_STACKS


_TITLE_LOOKS = frozenset(map(look_of, _TITLES))

"""Words as the index knows them: folded letters and digits, nothing else.

The same function reads the texts and the queries, on both databases, so an accent, a
capital or a piece of query syntax can neither hide a word nor mean anything.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from reviewblog.text.folding import fold

LONGEST_WORD = 60
PIECE = 500
# A word that no text has: it stands between passages, so that no phrase runs from one
# title, name or tag into the next.
BOUNDARY = "¶"
# Han, kana, Bopomofo, Thai, Lao, Burmese and Khmer put no spaces between words: there
# each character is a word of its own, and a word of the language is a phrase.
_UNSPACED = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3031-\u3035\u3041-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_LETTER, _ALONE, _GAP = "x1 "
_SPAN = re.compile(f"{_LETTER}+|{_ALONE}")


def words_in(text: str) -> list[str]:
    """List the folded words of a text in order."""
    return [word[:LONGEST_WORD] for word in text.translate(_FOLDED).split()]


def places_in(
    text: str, start: int = 0, end: int = sys.maxsize
) -> Iterator[tuple[str, int, int]]:
    """Read the same words one by one, each with where it begins and ends.

    Reads no further ahead than a piece, because who asks is soon content.
    """
    end = min(end, len(text))
    while start < end:
        space = text.find(" ", start + PIECE, end)
        stop = end if space < 0 else space
        for span in _SPAN.finditer(text[start:stop].translate(_SHAPES)):
            first, last = start + span.start(), start + span.end()
            for word in _words_of_span(text[first:last]):
                yield word, first, last
        start = stop


def is_unspaced(word: str) -> bool:
    """Tell whether a word is a single character of a script without spaces."""
    return len(word) == 1 and _UNSPACED.match(word) is not None


@lru_cache(maxsize=20_000)
def _words_of_span(span: str) -> list[str]:
    return words_in(span)


class _Folded(dict[int, str]):
    """What each character becomes; learnt as texts are read."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = unicodedata.category(character)
        folded = self[code] = self._fold(character, kind)
        return folded

    @staticmethod
    def _fold(character: str, kind: str) -> str:
        if kind[0] == "M" or kind == "Cf":
            return ""
        if not character.isalnum():
            return _GAP
        # Twice, because taking a letter apart may leave a capital.
        folded = "".join(c if c.isalnum() else " " for c in fold(fold(character)))
        # "Alien³" and "8½" are looked for as "alien 3" and "8 1/2".
        is_alone = kind == "No" or _UNSPACED.match(character)
        return f" {folded} " if is_alone else folded


class _Shapes(dict[int, str]):
    """Whether each character is part of a word, a word of its own, or neither."""

    def __missing__(self, code: int) -> str:
        folded = _FOLDED[code]
        shape = _ALONE if folded.startswith(" ") else _LETTER
        shape = self[code] = _GAP if folded == _GAP else shape
        return shape


_FOLDED = _Folded()
_SHAPES = _Shapes()

"""What somebody typed into the form of a review: kept as it is, right or wrong.

A year that is no number yet, half a name in the cast: nothing of it may be lost
because it could not be saved at this moment. Only line endings are made the same, for
browsers send others than they show.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter
from typing import Self

from msgspec import Struct

_LINE_ENDING = re.compile(r"\r\n?")
# By these a reader would say how much was written; the others are short facts.
PROSE = ("title", "dek", "body")


class Typed(Struct, frozen=True):
    """The fields by name, in the order of their names; a name may stand twice."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, pairs: Iterable[Iterable[str]]) -> Self:
        """Take what a form sent, or what was stored."""
        fields = ((name, _LINE_ENDING.sub("\n", value)) for name, value in pairs)
        return cls(tuple(sorted(fields, key=itemgetter(0))))

    def __getitem__(self, name: str) -> str:
        """Return what stands in a field; an unknown one is empty."""
        return next((value for known, value in self.pairs if known == name), "")

    @property
    def names(self) -> list[str]:
        """List the names of the fields, each once."""
        return list(dict.fromkeys(name for name, _ in self.pairs))

    @property
    def digest(self) -> str:
        """Return the SHA-256 by which browser and server know the same text.

        It is taken of each name and each value, with a NUL after each, in UTF-8; the
        editor's script computes it in the same way.
        """
        text = "".join(f"{name}\0{value}\0" for name, value in self.pairs)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()

    @property
    def words(self) -> Counter[str]:
        """Count the words of the prose, each for itself."""
        return Counter(word for name in PROSE for word in self[name].split())


class Hand(Struct, frozen=True, kw_only=True):
    """Whose hand typed it (an account's id), when, and in which opened page.

    ``tab`` names the page for as long as it is open; without it, any text counts as
    typed in another page.
    """

    by_id: int
    at: datetime
    tab: str = ""


class Seen(Struct, frozen=True, kw_only=True):
    """The text that a form was opened on, by its digest, and the opened page.

    Without ``base`` nothing is known of it: the form is a program's.
    """

    base: str = ""
    tab: str = ""

"""What is stored of a review: its words field by field, and its text for excerpts."""

from collections.abc import Iterable

from msgspec import Struct

from reviewblog.search.words import BOUNDARY, is_unspaced, words_in

# Rises when the same text would give other words: everything is then read anew.
INDEX_VERSION = 1
# PostgreSQL keeps no more than a megabyte of words.
LONGEST_FIELD = 200_000

# What stands in a plain text for what it hides; nobody looks for that.
_VEIL = "[spoiler]"


class Document(Struct, frozen=True, kw_only=True):
    """What can be found of one review, as plain values."""

    titles: tuple[str, ...]
    people: tuple[str, ...]
    dek: str
    tags: tuple[str, ...]
    text: str

    def as_row(self) -> dict[str, str | int]:
        """Fold it into what the index stores."""
        return {
            "version": INDEX_VERSION,
            "title": _passages(_with_glued(self.titles)),
            "people": _passages(_with_glued(self.people)),
            "summary": _passages((self.dek, *self.tags)),
            "body": _passages(self.text.split(_VEIL)),
            "plain": self.text,
        }


def _passages(texts: Iterable[str]) -> str:
    found = dict.fromkeys(filter(None, (" ".join(words_in(text)) for text in texts)))
    joined = f" {BOUNDARY} ".join(found)[:LONGEST_FIELD]
    return f" {BOUNDARY} {joined} {BOUNDARY} " if joined else ""


def _with_glued(names: Iterable[str]) -> Iterable[str]:
    """Let "Ocean’s", "WALL·E" and "J.J." be found as "oceans", "walle" and "jj" too."""
    for name in names:
        yield name
        yield " ".join(map(_glued, name.split()))


def _glued(chunk: str) -> str:
    words = words_in(chunk)
    return ("" if not any(map(is_unspaced, words)) else " ").join(words)

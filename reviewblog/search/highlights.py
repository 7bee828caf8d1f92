"""Where a text answers a query: pieces to mark, and the passage worth showing."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from typing import NamedTuple

from reviewblog.search.query import Query, Term
from reviewblog.search.words import places_in

EXCERPT_LENGTH = 240
# How much of an excerpt goes before its first hit.
LEAD = 60
# Folding may make any word of these; only quotes, dashes and the like it never does.
_FOREIGN = re.compile("[^\x00-\x7f\u2013\u2014\u2018-\u201d\u2026\xa0]")
NOTHING = "(?!)"
# The only letter that gets longer by becoming small; it is foreign as it is.
_LONGER_WHEN_SMALL = "\u0130"


class Segment(NamedTuple):
    """A piece of text, and whether it is what was looked for."""

    text: str
    is_hit: bool


class Mark(NamedTuple):
    """Where a term of the query was found."""

    start: int
    end: int
    term: int


class Highlighter:
    """Marks in many texts what one query looks for."""

    def __init__(self, query: Query) -> None:
        """Prepare for the terms of a query."""
        self._terms = query.terms
        self._longest = max((len(term.words) for term in query.terms), default=1)
        # Which terms a word may end: most words come again and again.
        self._endings: dict[str, list[tuple[int, Term]]] = {}
        beginnings = sorted({re.escape(term.words[0]) for term in query.terms})
        self._beginning = re.compile("|".join(beginnings) or NOTHING)

    def mark(self, text: str) -> list[Segment]:
        """Cut a text into pieces, each of which is what was looked for or is not."""
        segments: list[Segment] = []
        end = 0
        for first, last in _merged(self._find(text)):
            segments.append(Segment(text[end:first], is_hit=False))
            segments.append(Segment(text[first:last], is_hit=True))
            end = last
        segments.append(Segment(text[end:], is_hit=False))
        return [segment for segment in segments if segment.text]

    def excerpt(self, texts: Iterable[str]) -> list[Segment]:
        """Show the passage with most of the query's terms; of equals, the first."""
        best_terms, best = -1, ""
        for text in filter(None, texts):
            marks = _densest(self._find(text), len(self._terms))
            terms = len({mark.term for mark in marks})
            if terms > best_terms:
                best_terms, best = terms, _passage(text, marks)
            if terms == len(self._terms):
                break
        return self.mark(best)

    def _find(self, text: str) -> Iterator[Mark]:
        """Find the terms in a text, in the order in which they end."""
        end = 0
        for candidate in self._candidates(text):
            if candidate < end:
                continue
            start = text.rfind(" ", end, candidate) + 1 or end
            # A phrase may begin anywhere from here on; a single word is here or not.
            end = len(text) if self._longest > 1 else text.find(" ", candidate)
            end = len(text) if end < 0 else end
            yield from self._read(text, start, end)

    def _candidates(self, text: str) -> Iterator[int]:
        """Say where a word may begin that is looked for, or may be one when folded.

        Both are looked for in turn and in small letters: an expression that minds
        neither takes three times as long.
        """
        small = text.replace(_LONGER_WHEN_SMALL, " ").lower()
        return merge(
            (found.start() for found in self._beginning.finditer(small)),
            (found.start() for found in _FOREIGN.finditer(text)),
        )

    def _read(self, text: str, start: int, end: int) -> Iterator[Mark]:
        """Find the terms in a part of a text, word by word."""
        recent: deque[tuple[str, int, int]] = deque(maxlen=self._longest)
        for place in places_in(text, start, end):
            recent.append(place)
            for number, term in self._ending(place[0]):
                near = list(recent)[-len(term.words) :]
                if [word for word, _, _ in near[:-1]] == list(term.words[:-1]):
                    yield Mark(near[0][1], place[2], number)

    def _ending(self, word: str) -> list[tuple[int, Term]]:
        if word not in self._endings:
            terms = enumerate(self._terms)
            ending = [(n, term) for n, term in terms if term.may_end_with(word)]
            self._endings[word] = ending
        return self._endings[word]


def is_marked(segments: Iterable[Segment]) -> bool:
    """Tell whether any of it is what was looked for."""
    return any(segment.is_hit for segment in segments)


def _merged(marks: Iterable[Mark]) -> Iterator[tuple[int, int]]:
    """Join the marks that overlap or touch."""
    start = end = -1
    for mark in sorted(marks):
        if mark.start > end:
            if end > start:
                yield start, end
            start = mark.start
        end = max(end, mark.end)
    if end > start:
        yield start, end


def _densest(marks: Iterable[Mark], terms: int) -> list[Mark]:
    """Return the first marks near one another that are of most terms."""
    best: list[Mark] = []
    most = 0
    near: deque[Mark] = deque()
    for mark in marks:
        near.append(mark)
        while len(near) > 1 and mark.end - near[0].start > EXCERPT_LENGTH - LEAD:
            near.popleft()
        found = len({one.term for one in near})
        if found > most:
            best, most = list(near), found
        if most == terms:
            break
    return best


def _passage(text: str, marks: Sequence[Mark]) -> str:
    """Cut around the marks between words, or the beginning if there are none."""
    first = min((mark.start for mark in marks), default=0)
    last = max((mark.end for mark in marks), default=0)
    start = max(0, min(first - LEAD, len(text) - EXCERPT_LENGTH))
    if start:
        space = text.find(" ", start - 1, first)
        start = space + 1 if space >= 0 else start
    end = max(last, start + EXCERPT_LENGTH)
    if end < len(text):
        space = text.rfind(" ", max(last, start + 1), end + 1)
        end = space if space >= 0 else end
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}"

"""Where a text answers a query: pieces to mark, and the passage worth showing."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reviewblog.search.query import Query, Term
from reviewblog.search.words import places_in

EXCERPT_LENGTH = 240
# How much of an excerpt goes before its first hit.
LEAD = 60


class Segment(NamedTuple):
    """A piece of text, and whether it is what was looked for."""

    text: str
    is_hit: bool


class Mark(NamedTuple):
    """Where a term of the query was found."""

    start: int
    end: int
    term: int


def mark(text: str, query: Query) -> list[Segment]:
    """Cut a text into pieces, each of which is what was looked for or is not."""
    segments: list[Segment] = []
    end = 0
    for first, last in _merged(_find_marks(text, query)):
        segments.append(Segment(text[end:first], is_hit=False))
        segments.append(Segment(text[first:last], is_hit=True))
        end = last
    segments.append(Segment(text[end:], is_hit=False))
    return [segment for segment in segments if segment.text]


def is_marked(segments: Iterable[Segment]) -> bool:
    """Tell whether any of it is what was looked for."""
    return any(segment.is_hit for segment in segments)


def excerpt(texts: Iterable[str], query: Query) -> list[Segment]:
    """Show the passage with most of the query's terms; of equals, the first."""
    best_terms, best = -1, ""
    for text in filter(None, texts):
        marks = _densest(_find_marks(text, query), len(query.terms))
        terms = len({mark.term for mark in marks})
        if terms > best_terms:
            best_terms, best = terms, _passage(text, marks)
        if terms == len(query.terms):
            break
    return mark(best, query)


def _find_marks(text: str, query: Query) -> Iterator[Mark]:
    """Find the terms of a query in a text, in the order in which they end."""
    recent: deque[tuple[str, int, int]] = deque(
        maxlen=max((len(term.words) for term in query.terms), default=1)
    )
    endings: dict[str, list[tuple[int, Term]]] = {}
    for place in places_in(text):
        recent.append(place)
        word, _, end = place
        if word not in endings:
            terms = enumerate(query.terms)
            endings[word] = [(n, term) for n, term in terms if term.may_end_with(word)]
        for number, term in endings[word]:
            *before, last = list(recent)[-len(term.words) :]
            if [earlier for earlier, _, _ in before] == list(term.words[:-1]):
                yield Mark((before or [last])[0][1], end, number)


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
    near: deque[Mark] = deque()
    for mark in marks:
        near.append(mark)
        while len(near) > 1 and mark.end - near[0].start > EXCERPT_LENGTH - LEAD:
            near.popleft()
        if len({one.term for one in near}) > len({one.term for one in best}):
            best = list(near)
            if len({one.term for one in best}) == terms:
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

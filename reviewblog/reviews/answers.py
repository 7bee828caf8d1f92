"""Which public reviews answer a query, the best first.

What answers is a set of places in the line of public reviews, and a set is one number:
a bit for each review, the newest highest. Two are joined, cut or counted in the time of
a comparison, so what is known of a word can be remembered for all queries that have it.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cached_property, reduce
from itertools import chain
from operator import and_, or_

from sqlalchemy.orm import Session

from reviewblog.reviews.memory import WORDS, remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import published
from reviewblog.search.index import list_each, list_ids, load_words
from reviewblog.search.query import Query
from reviewblog.search.tiers import Phrase, Tier, tiers_of

NOWHERE = -1
# Numbers are given one after the other; where few are left of many, they are looked up.
MOST_GAPS = 100
IN = ord("1")
BYTE = 8
_SOME = re.compile(rb"[^\0]")
# So many are put into a set one by one.
FEW = 50
# So many reviews are looked at to see what is common.
TYPICAL = 11


class Line:
    """Public reviews in a line, the newest first."""

    def __init__(self, ids: Sequence[int]) -> None:
        """Line them up: a few bytes each, where a set would take a hundred."""
        self._ids = array("q", ids)
        self._most = max(ids, default=0)
        self._places: array[int] | dict[int, int] = (
            array("i", [NOWHERE]) * (self._most + 1)
            if self._most < MOST_GAPS * len(ids)
            else {}
        )
        for place, number in enumerate(ids):
            self._places[number] = place

    def mark(self, ids: Sequence[int]) -> int:
        """Put reviews into a set; those that are not public stay out of it."""
        places, last = self._places_of(ids), len(self._ids) - 1
        if len(ids) <= FEW:
            bits = (1 << (last - place) for place in places if place != NOWHERE)
            return reduce(or_, bits, 0)
        digits = bytearray(b"0") * (len(self._ids) + 1)
        for place in places:
            digits[place] = IN
        # Who stands nowhere was put at the end.
        return int(digits[:-1] or b"0", 2)

    def some(self, most: int) -> list[int]:
        """Return a few that stand far from each other."""
        step = max(1, len(self._ids) // most)
        return list(self._ids[::step][:most])

    def first(self, marked: int, most: int) -> list[int]:
        """Return the first so many of a set."""
        filling = -len(self._ids) % BYTE
        packed = marked.to_bytes((len(self._ids) + filling) // BYTE, "big")
        found: list[int] = []
        for some in _SOME.finditer(packed):
            if len(found) >= most:
                break
            first = some.start() * BYTE - filling
            for place, digit in enumerate(f"{some[0][0]:08b}", start=first):
                if digit == "1":
                    found.append(self._ids[place])
        return found[:most]

    def _places_of(self, ids: Sequence[int]) -> Iterable[int]:
        known = self._places
        if isinstance(known, dict):
            return (known.get(number, NOWHERE) for number in ids)
        if max(ids, default=0) > self._most:
            ids = [number for number in ids if number <= self._most]
        return map(known.__getitem__, ids)


class Answers:
    """The public reviews that answer a query, looked for as far as somebody asks.

    What most reviews have is asked for once for all queries; what is rare is asked for
    together, since few have all of it.
    """

    def __init__(self, session: Session, query: Query, *, at: datetime) -> None:
        """Look for nothing yet."""
        self._session = session
        self._at = at
        self._tiers = tiers_of(query)
        self._common = self._find_common() if len(query.terms) > 1 else frozenset()
        self._batches = batches_of(self._tiers, self._common)
        self._known: dict[Tier, int] = {}

    @cached_property
    def _line(self) -> Line:
        """The line, which is long: who finds nothing does without."""
        return line_of(self._session, self._at)

    def _find_common(self) -> AbstractSet[Phrase]:
        typical = typical_words(self._session, self._line, self._at)
        return common_in(self._tiers, typical)

    @property
    def total(self) -> int:
        """Count them; the last tier holds all the others."""
        return self._marked(self._tiers[-1]).bit_count()

    def first(self, most: int) -> list[int]:
        """Return the first so many: those of better tiers first, each newest first."""
        ranked: list[int] = []
        seen = 0
        for tier in self._tiers:
            if len(ranked) >= most:
                break
            marked = self._marked(tier)
            if new := marked & ~seen:
                ranked += self._line.first(new, most - len(ranked))
            seen |= marked
        return ranked

    def _marked(self, tier: Tier) -> int:
        return reduce(and_, map(self._marked_part, tier.split(self._common)))

    def _marked_part(self, part: Tier) -> int:
        if part not in self._known:
            self._known |= self._ask_for(self._batches[part])
        return self._known[part]

    def _ask_for(self, batch: tuple[Tier, ...]) -> Mapping[Tier, int]:
        def ask() -> Mapping[Tier, int]:
            found = zip(batch, list_each(self._session, batch), strict=True)
            return {part: self._line.mark(ids) if ids else 0 for part, ids in found}

        if self._common.isdisjoint(batch[0].phrases):
            return ask()
        return remembered(self._session, batch, ask, at=self._at, subject=WORDS)


def batches_of(
    tiers: Sequence[Tier], common: AbstractSet[Phrase]
) -> dict[Tier, tuple[Tier, ...]]:
    """Say of each part of the tiers with which others it is asked for.

    Each common word has a batch of its own, and all the rest one. Texts with exactly
    those words stand apart: they are as many as all others together, and seldom wanted.
    """
    split = [tier.split(common) for tier in tiers]
    batches: dict[object, list[Tier]] = defaultdict(list)
    for part in dict.fromkeys(chain.from_iterable(split)):
        word = part.words if common >= set(part.phrases) else None
        batches[word, part.is_in_head or part in split[-1]].append(part)
    return {part: tuple(batch) for batch in batches.values() for part in batch}


def common_in(tiers: Iterable[Tier], typical: Sequence[str]) -> AbstractSet[Phrase]:
    """Find the single words that more than half of some typical reviews have."""
    phrases = {phrase for tier in tiers for phrase in tier.phrases}
    return {
        phrase
        for phrase in phrases
        if len(phrase.words) == 1
        and 2 * sum(f" {phrase.words[0]}" in each for each in typical) > len(typical)
    }


def typical_words(session: Session, line: Line, at: datetime) -> Sequence[str]:
    """Load the words of a few reviews of all times, to tell common words by."""

    def ask() -> Sequence[str]:
        return load_words(session, line.some(TYPICAL))

    return remembered(session, "typical", ask, at=at)


def line_of(session: Session, at: datetime) -> Line:
    """Line up all public reviews, once until readers see something else."""

    def ask() -> Line:
        return Line(list_ids(session, published(at=at).with_only_columns(Review.id)))

    return remembered(session, "line", ask, at=at)

"""How well a review answers a query: in tiers, of which the best comes first.

Both databases are asked the same questions, so they give the same order.
"""

from collections.abc import Set as AbstractSet
from itertools import chain

from msgspec import Struct

from reviewblog.search.query import Query
from reviewblog.search.words import BOUNDARY

# Each set of fields holds the one before it: a tier is where all terms can be found.
TITLE = ("title",)
PEOPLE = (*TITLE, "people")
HEAD = (*PEOPLE, "summary")
EVERYTHING = (*HEAD, "body")
# Within a group, the beginning of a word never comes before the word: who looks for
# "war" means what is tagged so rather than Ward Bond, but a title even if it goes on.
GROUPS = ((TITLE,), (PEOPLE, HEAD), (EVERYTHING,))


class Phrase(Struct, frozen=True):
    """Words that must stand side by side; the last one may be the beginning of one."""

    words: tuple[str, ...]
    may_go_on: bool = False


class Tier(Struct, frozen=True):
    """What a review of the tier must have, and in which of its fields."""

    fields: tuple[str, ...]
    phrases: tuple[Phrase, ...]

    @property
    def is_in_head(self) -> bool:
        """Tell whether the text itself does not matter."""
        return self.fields != EVERYTHING

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """Return what is looked for, whether it may go on or not."""
        return tuple(phrase.words for phrase in self.phrases)

    def split(self, common: AbstractSet[Phrase]) -> list["Tier"]:
        """Take common phrases out, each for itself, and leave the others together.

        A review of the tier is one of every part.
        """
        alone = [Tier(self.fields, (each,)) for each in self.phrases if each in common]
        others = tuple(each for each in self.phrases if each not in common)
        return [*alone, Tier(self.fields, others)] if others else alone


def tiers_of(query: Query) -> list[Tier]:
    """List the tiers from the best; reviews of one are among those of the last.

    A title that is the query comes first. Then all terms must be found in titles,
    or else among the people too, or in dek and tags too, or anywhere; in each group of
    these fields whole words come before their beginnings.
    """
    whole = chain.from_iterable(term.words for term in query.terms)
    exactly = tuple(Phrase(term.words) for term in query.terms)
    loosely = tuple(Phrase(term.words, term.may_go_on) for term in query.terms)
    tiers = [Tier(TITLE, (Phrase((BOUNDARY, *whole, BOUNDARY)),))]
    for group in GROUPS:
        for phrases in (exactly, loosely):
            tiers += [Tier(fields, phrases) for fields in group]
    return list(dict.fromkeys(tiers))

"""How well a review answers a query: in tiers, of which the best comes first.

Both databases are asked the same questions, so they give the same order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, product

from reviewblog.search.query import Query, Term

# Each set of fields holds the one before it: a tier is where all terms can be found.
TITLE = ("title",)
PEOPLE = (*TITLE, "people")
HEAD = (*PEOPLE, "summary")
EVERYTHING = (*HEAD, "body")


@dataclass(frozen=True, slots=True)
class Want:
    """One term as a tier wants it, exact or with a last word that may go on."""

    term: Term
    may_go_on: bool

    def words(self) -> Iterator[tuple[str, bool]]:
        """List each word that must occur, and whether it may go on."""
        *before, last = self.term.words
        yield from ((word, False) for word in before)
        yield last, self.may_go_on

    @property
    def passage(self) -> str:
        """Return what must stand in the stored words, if order matters."""
        if len(self.term.words) == 1:
            return ""
        return f" {' '.join(self.term.words)}{'' if self.may_go_on else ' '}"


@dataclass(frozen=True, slots=True)
class Tier:
    """What a review of the tier must have, and in which fields.

    Words have to occur somewhere in them, passages to stand in one of them as they are.
    """

    fields: tuple[str, ...]
    words: tuple[tuple[str, bool], ...]
    passages: tuple[str, ...]

    @property
    def is_in_head(self) -> bool:
        """Tell whether the text itself does not matter."""
        return self.fields != EVERYTHING


def tiers_of(query: Query) -> list[Tier]:
    """List the tiers from the best; reviews of one are among those of the last.

    A title that is the query comes first. Then all terms must be found in titles,
    or else among the people too, or in dek and tags too, or anywhere; in each of
    these fields whole words come before their beginnings.
    """
    whole = " ".join(chain.from_iterable(term.words for term in query.terms))
    exactly = [Want(term, may_go_on=False) for term in query.terms]
    loosely = [Want(term, may_go_on=term.may_go_on) for term in query.terms]
    tiers = [_tier(TITLE, exactly, f"  {whole}  ")]
    for fields, wants in product((TITLE, PEOPLE, HEAD, EVERYTHING), (exactly, loosely)):
        tiers.append(_tier(fields, wants))
    return list(dict.fromkeys(tiers))


def _tier(fields: tuple[str, ...], wants: list[Want], *passages: str) -> Tier:
    words = dict.fromkeys(chain.from_iterable(want.words() for want in wants))
    passages = (*passages, *(want.passage for want in wants if want.passage))
    return Tier(fields, tuple(words), passages)

"""What a reader typed, read as words and phrases; nothing in it is an operator."""

import re

from msgspec import Struct

from reviewblog.search.words import is_unspaced, places_in
from reviewblog.text.clean import clean_line

LONGEST_QUERY = 200
MOST_TERMS = 10
# Shorter beginnings fit half the dictionary: "M" and "Z" are films.
SHORTEST_PREFIX = 3

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»\uff02", '"'))
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


class Term(Struct, frozen=True):
    """One word, or several that stand side by side; ``typed`` is how it was put.

    What was put in quotes is wanted exactly so; otherwise the last word may go on.
    """

    words: tuple[str, ...]
    typed: str
    is_quoted: bool = False

    @property
    def as_typed(self) -> str:
        """Return what to type for this term alone."""
        return f'"{self.typed}"' if self.is_quoted else self.typed

    @property
    def may_go_on(self) -> bool:
        """Tell whether longer words than the last one will do as well."""
        last = self.words[-1]
        is_short = len(last) < SHORTEST_PREFIX or is_unspaced(last)
        return not (self.is_quoted or is_short)

    def may_end_with(self, word: str) -> bool:
        """Tell whether this word will do as the last one."""
        last = self.words[-1]
        return word == last or (self.may_go_on and word.startswith(last))


class Query(Struct, frozen=True):
    """All that is looked for: a review has to have every term."""

    text: str
    terms: tuple[Term, ...]
    is_cut: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self.terms)


def read_query(typed: str) -> Query:
    """Read what was typed, as far as anybody types."""
    text = clean_line(typed[: 2 * LONGEST_QUERY])
    kept = text[:LONGEST_QUERY].strip()
    terms = _read_terms(kept.translate(_QUOTES))
    is_cut = len(text) > LONGEST_QUERY or len(terms) > MOST_TERMS
    return Query(kept, terms[:MOST_TERMS], is_cut)


def _read_terms(text: str) -> tuple[Term, ...]:
    if text.count('"') % 2:
        # The last quote has no other end, so it is none.
        text = " ".join(text.rsplit('"', 1))
    terms: dict[tuple[tuple[str, ...], bool], Term] = {}
    for quoted, plain in _TERM.findall(text):
        if term := _read_term(quoted or plain, is_quoted=bool(quoted)):
            terms.setdefault((term.words, term.is_quoted), term)
    return tuple(terms.values())


def _read_term(typed: str, *, is_quoted: bool) -> Term | None:
    places = list(places_in(typed))
    if not places:
        return None
    words = tuple(word for word, _, _ in places)
    # Without the punctuation around it, which was not looked for.
    said = typed[places[0][1] : places[-1][2]]
    return Term(words, " ".join(said.split()), is_quoted)

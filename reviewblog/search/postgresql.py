"""The index on PostgreSQL: two generated tsvector columns of the entries, with GIN.

They are made from folded words directly, so no dictionary of PostgreSQL's has a say.
They are asked through functions, which keep PostgreSQL from reading every tsvector
there is: it does not know that this costs ten times as much as its index.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import (
    Select,
    Text,
    TextClause,
    bindparam,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY, insert

from reviewblog.search.models import SearchEntry
from reviewblog.search.tiers import Phrase, Tier

__all__ = ["CLEARING", "gathered", "insert", "matching", "read_gathered"]

# In ``head_fts`` titles, people and summaries have the weights A, B and C.
WEIGHTS = "ABC"

CLEARING: tuple[TextClause, ...] = ()


def matching(tier: Tier) -> Select[int]:
    """Select the reviews of a tier."""
    wanted = cast(bindparam(None, _ts_query(tier), Text), TSQUERY)
    ask = func.search_head if tier.is_in_head else func.search_all
    ids = ask(wanted).column_valued("id")
    query = select(ids)
    if any(len(phrase.words) > 1 for phrase in tier.phrases):
        query = query.join(SearchEntry, SearchEntry.review_id == ids)
    fields = [SearchEntry.__table__.c[name] for name in tier.fields]
    for phrase in tier.phrases:
        if len(phrase.words) > 1:
            # Positions in a tsvector end at 16,383, so the words themselves are read.
            passage = f" {' '.join(phrase.words)}{'' if phrase.may_go_on else ' '}"
            query = query.where(or_(*(func.strpos(f, passage) > 0 for f in fields)))
    return query


def gathered(ids: Select[int]) -> Select[Sequence[int]]:
    """Put the numbers, in their order, into one value: rows cost ten times as much."""
    return select(func.array_agg(ids.subquery().c.id))


def read_gathered(value: Sequence[int] | None) -> list[int]:
    """Take the numbers out again."""
    return list(value or ())


def _ts_query(tier: Tier) -> str:
    # Words are letters and digits only, so quotes hold whatever they are.
    fields = WEIGHTS[: len(tier.fields)] if tier.is_in_head else ""
    words = {
        f"'{word}':{'*' * is_open}{fields}".removesuffix(":")
        for phrase in tier.phrases
        for word, is_open in _words_of(phrase)
    }
    return " & ".join(sorted(words))


def _words_of(phrase: Phrase) -> Iterator[tuple[str, bool]]:
    *before, last = phrase.words
    yield from ((word, False) for word in before)
    yield last, phrase.may_go_on

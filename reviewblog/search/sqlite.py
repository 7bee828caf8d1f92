"""The index on SQLite: two FTS5 tables that triggers keep in step with the entries."""

import json

from sqlalchemy import (
    Integer,
    Select,
    String,
    TableClause,
    TextClause,
    column,
    func,
    select,
    table,
    text,
)
from sqlalchemy.dialects.sqlite import insert

from reviewblog.search.tiers import Tier

__all__ = ["CLEARING", "gathered", "insert", "matching", "read_gathered"]


def _fts(name: str) -> TableClause:
    # The hidden column that bears the table's name is what MATCH is asked of.
    return table(name, column("rowid", Integer), column(name, String))


# Titles, people and summaries column by column; and every word, wherever it stands.
HEAD = _fts("search_head_fts")
ALL = _fts("search_all_fts")

CLEARING: tuple[TextClause, ...] = (
    text("INSERT INTO search_head_fts (search_head_fts) VALUES ('delete-all')"),
    text("INSERT INTO search_all_fts (search_all_fts) VALUES ('delete-all')"),
)


def matching(tier: Tier) -> Select[int]:
    """Select the reviews of a tier."""
    fts = HEAD if tier.is_in_head else ALL
    wanted = fts.c[fts.name].op("MATCH")(_fts_query(tier))
    return select(fts.c.rowid.label("id")).where(wanted)


def gathered(ids: Select[int]) -> Select[str]:
    """Put the numbers, in their order, into one value: rows cost ten times as much."""
    return select(func.group_concat(ids.subquery().c.id))


def read_gathered(value: str | None) -> list[int]:
    """Take the numbers out again: JSON's reader is the fastest there is."""
    numbers: list[int] = json.loads(f"[{value or ''}]")
    return numbers


def _fts_query(tier: Tier) -> str:
    # Words are letters and digits only, so quotes hold whatever they are.
    phrases = " AND ".join(
        f'"{" ".join(phrase.words)}"{"*" * phrase.may_go_on}' for phrase in tier.phrases
    )
    return f"{{{' '.join(tier.fields)}}} : ({phrases})" if tier.is_in_head else phrases

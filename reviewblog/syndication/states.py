"""What a feed would be made of, learnt without reading a single text.

Feeds are asked for far more often than they change. A state is one statement over a few
short columns; whoever has it knows whether anything in the document is different, also
in another process, and only then makes the document.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func
from sqlalchemy.orm import InstrumentedAttribute

_LINE = "\x1e"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How long the whole feed is, when its piece changed last, and a digest of it."""

    total: int
    changed_at: datetime | None
    digest: str


def state_of(rows: Sequence[Sequence[Any]]) -> State:
    """Sum up rows of the total and then whatever shows in an entry."""
    digest = hashlib.blake2b(digest_size=16)
    times: list[datetime] = []
    for row in rows:
        settled = repr([_settle(value) for value in row])
        digest.update(settled.encode("utf-8", "surrogatepass"))
        times += [value for value in row if isinstance(value, datetime)]
    return State(
        total=rows[0][0] if rows else 0,
        changed_at=max(times, default=None),
        digest=digest.hexdigest(),
    )


def count_of(
    query: Select[Any], column: InstrumentedAttribute[int]
) -> ColumnElement[int]:
    """Count everything a query would select, beside a part of it."""
    whole = query.order_by(None).with_only_columns(func.count(column))
    return whole.correlate(None).scalar_subquery()


def lines_of(
    text: ColumnElement[str] | InstrumentedAttribute[str],
) -> ColumnElement[str]:
    """Gather a text of many rows in one column, in whatever order."""
    return func.aggregate_strings(text, _LINE)


def _settle(value: object) -> object:
    return sorted(value.split(_LINE)) if isinstance(value, str) else value

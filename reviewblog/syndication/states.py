"""What a feed would be made of, learnt without reading a single text.

Feeds are asked for far more often than they change. A state is one statement over a few
short columns; whoever has it knows whether anything in the document is different, also
in another process, and only then makes the document.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, func
from sqlalchemy.orm import InstrumentedAttribute

from reviewblog.syndication.entries import Entry
from reviewblog.syndication.windows import Window

_LINE = "\x1e"

T = TypeVar("T")


class State(Struct, frozen=True, kw_only=True):
    """How long the whole feed is, when its piece changed last, and a digest of it."""

    total: int
    changed_at: datetime | None
    digest: str


def state_of(rows: Sequence[Sequence[Any]]) -> State:
    """Sum up rows of the total and then whatever shows in an entry."""
    values = [_settle(value) for row in rows for value in row]
    times = [value for value in values if isinstance(value, datetime)]
    said = repr(values).encode("utf-8", "surrogatepass")
    return State(
        total=rows[0][0] if rows else 0,
        changed_at=max(times, default=None),
        digest=hashlib.blake2b(said, digest_size=16).hexdigest(),
    )


def piece_of(
    query: Select[T],
    window: Window,
    *oldest_first: ColumnElement[Any] | InstrumentedAttribute[Any],
) -> Select[T]:
    """Cut a window out of a query that stands newest first."""
    if window.is_archive:
        query = query.order_by(None).order_by(*oldest_first)
    return query.limit(window.size).offset(window.offset)


def newest_first(entries: list[Entry], window: Window) -> list[Entry]:
    """Turn entries round that were counted from the oldest."""
    return entries[::-1] if window.is_archive else entries


def lines_of(
    text: ColumnElement[str] | InstrumentedAttribute[str],
) -> ColumnElement[str]:
    """Gather a text of many rows in one column, in whatever order."""
    return func.aggregate_strings(text, _LINE)


def _settle(value: object) -> object:
    if isinstance(value, str) and _LINE in value:
        return sorted(value.split(_LINE))
    return value

"""What each database has to offer: the modules ``sqlite`` and ``postgresql`` do."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol, cast

from sqlalchemy import Select, TextClause
from sqlalchemy.orm import Session

from reviewblog.search.tiers import Tier


class Backend(Protocol):
    """The index as one database keeps it."""

    CLEARING: tuple[TextClause, ...]
    """What is left to do when all entries have been deleted."""

    @property
    def insert(self) -> Callable[..., Any]:
        """Return the insert that can become an update, every database's own."""

    def matching(self, tier: Tier, /) -> Select[int]:
        """Select the reviews of a tier."""

    def gathered(self, ids: Select[int], /) -> Select[Any]:
        """Put many numbers into one value, because rows cost ten times as much."""

    def read_gathered(self, value: Any, /) -> list[int]:  # noqa: ANN401 -- its own
        """Take the numbers out again."""


def backend_of(session: Session) -> Backend:
    """Return the one that the session’s database needs; the other is never loaded."""
    name = session.get_bind().dialect.name
    return cast("Backend", import_module(f"reviewblog.search.{name}"))

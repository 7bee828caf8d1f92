"""Insert a row or change the one that is there, in one step that cannot be raced."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from reviewblog.db import Base

Insert = sqlite.Insert | postgresql.Insert


def upsert(
    session: Session,
    model: type[Base],
    values: dict[str, Any],
    *,
    key: str,
    changing: Iterable[str],
) -> Insert:
    """Build the statement that writes ``values``, or only ``changing`` of them.

    The row is locked afterwards either way, also when nothing of it has changed.
    """
    postgres = session.get_bind().dialect.name == "postgresql"
    statement = (postgresql if postgres else sqlite).insert(model).values(values)
    either_way: Insert = statement.on_conflict_do_update(
        index_elements=[key],
        set_={name: statement.excluded[name] for name in changing},
    )
    return either_way

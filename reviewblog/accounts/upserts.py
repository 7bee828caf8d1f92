"""Insert a row or change the one that is there, in one step that cannot be raced."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from reviewblog.db import Base, insert_into

if TYPE_CHECKING:
    from reviewblog.db import Insert


def upsert(
    session: Session,
    model: type[Base],
    values: dict[str, Any],
    *,
    key: str,
    changing: Iterable[str],
) -> "Insert":
    """Build the statement that writes ``values``, or only ``changing`` of them.

    The row is locked afterwards either way, also when nothing of it has changed.
    """
    statement = insert_into(session, model).values(values)
    return statement.on_conflict_do_update(
        index_elements=[key],
        set_={name: statement.excluded[name] for name in changing},
    )

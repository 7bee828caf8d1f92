"""Trying out what would be written, to show it, without anything being written."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from reviewblog.db import begin_writing


@contextmanager
def rehearsal(session: Session) -> Iterator[Session]:
    """Write whatever would be written, and take all of it back."""
    try:
        begin_writing(session)
        yield session
    finally:
        session.rollback()

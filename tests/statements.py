"""How many statements a piece of work takes: none of them may be one a row."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from reviewblog.extensions import db


@contextmanager
def counted_statements(app: Flask) -> Iterator[list[str]]:
    """Collect what is sent to the database in the meantime."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)

"""How many statements a piece of work takes: none of them may be one a row."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from reviewblog.extensions import db
from reviewblog.web.site import current_site


@contextmanager
def counted_statements(app: Flask) -> Iterator[list[str]]:
    """Collect what is sent to the database in the meantime.

    What a process asks once after a change and then keeps has been asked before.
    """
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
        current_site()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)

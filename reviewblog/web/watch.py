"""What this process knows of changes, brought up to date at every request."""

import threading
import time
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.openness import next_closing
from reviewblog.extensions import db
from reviewblog.freshness import Counter, changes_since, counter_of
from reviewblog.reviews.pins import next_unpinning
from reviewblog.reviews.queries import next_due

WATCH = "watch"


def init_app(app: Flask) -> None:
    """Give the application one watch, for all who keep something between requests."""
    with app.app_context():
        app.extensions[WATCH] = Watch(db.engine, counter_of(db.engine))


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All changes up to a number, and until when the clock changes nothing.

    ``era`` counts how often a scheduled review has come due, comments have closed
    or a pin has ended by the clock: nobody writes to the database then, and every page
    may show it.
    """

    counter: int
    changes: dict[str, int]
    era: int
    due_at: float


class Watch:
    """Knows at any moment which pages have been overtaken."""

    def __init__(self, engine: Engine, counter: Counter) -> None:
        """Know nothing yet; the first request asks."""
        self._engine = engine
        self._read_counter = counter
        self._lock = threading.Lock()
        self._known = Knowledge(counter=-1, changes={}, era=0, due_at=0.0)

    def look(self) -> Knowledge:
        """Return what is known now; cheap when nothing has changed.

        Raises:
            sqlite3.Error, sqlalchemy.exc.SQLAlchemyError: the database is not there.
        """
        counter = self._read_counter()
        known = self._known
        if counter == known.counter and time.time() < known.due_at:
            return known
        with self._lock:
            return self._learn()

    def _learn(self) -> Knowledge:
        # Read again: while this thread waited, another may have learnt more.
        counter, known = self._read_counter(), self._known
        is_due = time.time() >= known.due_at
        if counter == known.counter and not is_due:
            return known
        # A counter that runs backwards belongs to another database: a restored one.
        is_other = counter < known.counter
        since = -1 if is_other else known.counter
        self._known = Knowledge(
            counter=counter,
            changes=known.changes | dict(changes_since(self._engine, since)),
            era=known.era + (is_due or is_other),
            due_at=self._due_at(),
        )
        return self._known

    def _due_at(self) -> float:
        with Session(self._engine) as session:
            at = utcnow()
            turns = (
                next_due(session, at=at),
                next_closing(session, at=at),
                next_unpinning(session, at=at),
            )
        return min((due.timestamp() for due in turns if due), default=float("inf"))

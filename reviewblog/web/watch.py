"""What this process knows of changes, brought up to date at every request."""

import threading
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from operator import attrgetter

from flask import Flask, current_app, g
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.openness import next_closing
from reviewblog.extensions import db
from reviewblog.freshness import (
    Change,
    Counter,
    Last,
    changes_after,
    changes_since,
    counter_of,
)
from reviewblog.reviews.pins import next_unpinning
from reviewblog.reviews.queries import next_due

WATCH = "watch"
# Before the first look.
UNKNOWN: Last = (-1, None)
# What a restored database has lost is mostly little.
MOST_SEEN = 20
NEVER = datetime.max.replace(tzinfo=UTC)
# Clocks are set right by less all the time.
STEP_SECONDS = 1.0
# A whole second, and some more for clocks that differ a little.
SURE = timedelta(seconds=2)


def init_app(app: Flask) -> None:
    """Give the application one watch, for all who keep something between requests."""
    with app.app_context():
        app.extensions[WATCH] = Watch(db.engine, counter_of(db.engine))


class Knowledge(Struct, frozen=True):
    """Which change was the last, and until when the clock changes nothing.

    ``changes`` and ``times`` have what has changed since the watch began: all that a
    page made since then could have missed. ``era`` counts how often a scheduled review
    has come due, comments have closed or a pin has ended by the clock: nobody writes to
    the database then, and every page may show it. ``turned_at`` is when it did so last,
    or when the watch began. By the ``newest`` changes that have been seen another
    database is told, which was restored under the program.
    """

    last: Last
    newest: tuple[Change, ...]
    changes: dict[str, int]
    times: dict[str, datetime]
    era: int
    turned_at: datetime
    due_at: float
    learnt_at: float = 0.0

    @property
    def counter(self) -> int:
        """Return the number of the last change."""
        return self.last[0]

    def is_of_another(self, last: Last, found: Iterable[Change]) -> bool:
        """Tell whether what was found now cannot have come after what was known.

        Its counter runs backwards or stands still between two dates, or a change
        that had been seen was never made, or others before the last that was seen.
        """
        if last[0] < self.counter or (last[0] == self.counter and last != self.last):
            return True
        now = {each.scope: each for each in found}
        return any(
            (same := now.get(each.scope)) is None
            or same.number < each.number
            or (same != each and same.number <= self.counter)
            for each in self.newest
        )

    def last_change(self, scopes: Iterable[str]) -> datetime:
        """Return since when what shows these scopes looks as it does."""
        return max([self.turned_at, *filter(None, map(self.times.get, scopes))])


class Watch:
    """Knows at any moment which pages have been overtaken."""

    def __init__(
        self, engine: Engine, counter: Counter, began_at: datetime | None = None
    ) -> None:
        """Know nothing yet; the first request asks what has happened since."""
        self._engine = engine
        self._read_counter = counter
        self._lock = threading.Lock()
        self._known = Knowledge(
            last=UNKNOWN,
            newest=(),
            changes={},
            times={},
            era=0,
            turned_at=began_at or utcnow(),
            due_at=0.0,
        )

    def look(self, now: float) -> Knowledge:
        """Return what is known now, by the clock's seconds; cheap when that is all.

        Raises:
            sqlite3.Error, sqlalchemy.exc.SQLAlchemyError: the database is not there.
        """
        last = self._read_counter()
        known = self._known
        if last == known.last and known.learnt_at <= now < known.due_at:
            return known
        with self._lock:
            return self._learn()

    def changed_scopes(self, counter: int) -> set[str]:
        """Name what has changed after a number, which may be older than this watch."""
        return {change.scope for change in changes_since(self._engine, counter)}

    def let_go(self) -> None:
        """Close all connections, before a process parts into several."""
        self._read_counter.let_go()

    def _learn(self) -> Knowledge:
        # Read again: while this thread waited, another may have learnt more.
        last, known = self._read_counter(), self._known
        at = utcnow()
        is_due = at.timestamp() >= known.due_at
        # The clock was wrong and is set back: what it made come due has not yet.
        is_earlier = at.timestamp() < known.learnt_at - STEP_SECONDS
        if last == known.last and not is_due and not is_earlier:
            return known
        found = self._changes_since(known)
        is_other = known.is_of_another(last, found)
        came_due = is_due and self._next_turn(known.turned_at) <= at
        has_turned = is_other or is_earlier or came_due
        turned_at = at if has_turned else known.turned_at
        if is_other or known.last == UNKNOWN:
            # Nothing made from now on can have missed what was before, and there may
            # be a scope for each review.
            known = replace(known, newest=(), changes={}, times={})
            new = changes_after(self._engine, turned_at)
        else:
            new = [each for each in found if each.number > known.counter]
        self._known = Knowledge(
            last=last,
            newest=_newest_of(known.newest, new),
            changes=known.changes | {each.scope: each.number for each in new},
            times=known.times | {each.scope: _dated(each, at) for each in new},
            era=known.era + has_turned,
            turned_at=turned_at,
            due_at=self._next_turn(at).timestamp(),
            learnt_at=at.timestamp(),
        )
        return self._known

    def _changes_since(self, known: Knowledge) -> Sequence[Change]:
        if known.last == UNKNOWN:
            return []
        return changes_since(self._engine, known.counter, known.newest)

    def _next_turn(self, after: datetime) -> datetime:
        with Session(self._engine) as session:
            turns = (
                next_due(session, at=after),
                next_closing(session, at=after),
                next_unpinning(session, at=after),
            )
        return min(filter(None, turns), default=NEVER)


def _newest_of(seen: Iterable[Change], new: Iterable[Change]) -> tuple[Change, ...]:
    latest = {each.scope: each for each in (*seen, *new)}
    return tuple(sorted(latest.values(), key=attrgetter("number"))[-MOST_SEEN:])


def is_settled(moment: datetime, *, at: datetime) -> bool:
    """Tell whether the second of a moment is over, so that it can date a page."""
    return at - moment.replace(microsecond=0) > SURE


def _dated(change: Change, at: datetime) -> datetime:
    """Date a change that is learnt of at some time.

    Changes are dated before they are committed: pages that do not show this one yet
    may bear the date of its second, if that was over meanwhile.
    """
    if change.at is None or is_settled(change.at, at=at):
        return at
    return change.at


def known_now() -> Knowledge:
    """Return what was known when this request first asked; the same throughout.

    Raises:
        sqlite3.Error, sqlalchemy.exc.SQLAlchemyError: the database is not there.
    """
    if "known" not in g:
        watch: Watch = current_app.extensions[WATCH]
        g.known = watch.look(time.time())
    known: Knowledge = g.known
    return known

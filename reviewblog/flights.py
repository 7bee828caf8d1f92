"""Work that one does while others wait for what comes of it."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import ExitStack, contextmanager

from msgspec import Struct, field


class _Flight(Struct):
    """One piece of work, and how many do it or wait for it."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    aboard: int = 0
    has_failed: bool = False


class Flights:
    """Pieces of work under way in this process, by what they are to make."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._under_way: dict[Hashable, _Flight] = {}

    @property
    def under_way(self) -> int:
        """Return how many different things are being made."""
        return len(self._under_way)

    @contextmanager
    def alone(self, key: Hashable) -> Iterator[None]:
        """Let one thread at a time in; whoever waited looks first for what is made.

        After a failure they all go in: nobody shall wait for others to fail again.
        """
        with self._lock:
            flight = self._under_way.setdefault(key, _Flight())
            flight.aboard += 1
        try:
            with ExitStack() as turn:
                turn.enter_context(flight.lock)
                if flight.has_failed:
                    turn.close()
                try:
                    yield
                except BaseException:
                    flight.has_failed = True
                    raise
        finally:
            with self._lock:
                flight.aboard -= 1
                if not flight.aboard:
                    del self._under_way[key]

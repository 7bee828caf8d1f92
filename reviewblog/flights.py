"""Work that one does while others wait for what comes of it."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Flights:
    """Pieces of work under way in this process, by what they are to make."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._under_way: dict[Hashable, threading.RLock] = {}

    @contextmanager
    def alone(self, key: Hashable) -> Iterator[None]:
        """Let one thread at a time in; whoever waited looks first for what is made."""
        with self._lock:
            flight = self._under_way.setdefault(key, threading.RLock())
        with flight:
            try:
                yield
            finally:
                self._under_way.pop(key, None)

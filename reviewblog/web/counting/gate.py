"""How much one visitor may add to the counts; kept in memory, for a minute."""

import threading
import time
from collections import Counter
from collections.abc import Callable

from reviewblog.accounts.throttle import network_of

SPAN_SECONDS = 60.0
# Nobody reads faster; a whole office behind one address may.
MOST_FROM_ONE = 30
# Beyond, no visitor is told from another: then nobody new is let through.
MOST_VISITORS = 10_000


class Gate:
    """Lets through what may be counted, minute by minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nobody known."""
        self._clock = clock
        self._lock = threading.Lock()
        self._until = 0.0
        self._seen: Counter[str] = Counter()

    def admits(self, address: str) -> bool:
        """Tell whether something from a network address may be counted once more."""
        visitor = network_of(address)
        with self._lock:
            if self._clock() >= self._until:
                self._seen.clear()
                self._until = self._clock() + SPAN_SECONDS
            if visitor not in self._seen and len(self._seen) >= MOST_VISITORS:
                return False
            self._seen[visitor] += 1
            return self._seen[visitor] <= MOST_FROM_ONE

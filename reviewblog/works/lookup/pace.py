"""How often other people's servers are asked: not more than is polite."""

import threading
import time
from collections import deque
from collections.abc import Callable

SPAN = 60.0
# Wikidata asks for one request after another, and for rest when it says so
# (https://www.mediawiki.org/wiki/API:Etiquette).
MOST_IN_SPAN = 60
SHORTEST_REST, LONGEST_REST = 10.0, 3600.0


class Pace:
    """Counts the requests of the last minute; one per process and server."""

    def __init__(
        self, most: int = MOST_IN_SPAN, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with nothing asked."""
        self._most, self._clock = most, clock
        self._asked: deque[float] = deque()
        self._rests_until = clock()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Tell whether a request may be made now, and count it if so."""
        with self._lock:
            now = self._clock()
            while self._asked and self._asked[0] <= now - SPAN:
                self._asked.popleft()
            if now < self._rests_until or len(self._asked) >= self._most:
                return False
            self._asked.append(now)
            return True

    def rest(self, seconds: float) -> None:
        """Ask nothing for as long as the server has said, within reason."""
        seconds = min(max(seconds, SHORTEST_REST), LONGEST_REST)
        with self._lock:
            self._rests_until = self._clock() + seconds

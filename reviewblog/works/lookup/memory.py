"""Answers of the last day, so that nobody is asked the same twice."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

DAY = 24 * 60 * 60.0
MOST_ANSWERS = 500

T = TypeVar("T")


class Memory:
    """Remembers a bounded number of answers for a day; one per process."""

    def __init__(
        self, most: int = MOST_ANSWERS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with nothing known."""
        self._most, self._clock = most, clock
        self._known: OrderedDict[Hashable, tuple[float, object]] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, question: Hashable, ask: Callable[[], T]) -> T:
        """Return the answer to a question; what raises is not remembered."""
        with self._lock:
            until, answer = self._known.get(question, (0.0, None))
            if self._clock() < until:
                self._known.move_to_end(question)
                return cast("T", answer)
        found = ask()
        with self._lock:
            self._known[question] = (self._clock() + DAY, found)
            self._known.move_to_end(question)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return found

"""How much work strangers may cause that leaves nothing behind: previews and edits.

The worst text of allowed length takes half a second to render. Counted is the time of
the processor, by address and for everybody together, in each process on its own; what
is posted is counted in the database instead.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import current_app

from reviewblog.errors import TooManyError
from reviewblog.web.writer import hashed_address

SPAN = 60.0
OF_ONE = 3.0
OF_ALL = 15.0
# Drawing the page around it costs something too.
LEAST_PRICE = 0.05
MOST_KNOWN = 10_000
EVERYBODY = ""


class PreviewBudget:
    """Seconds of work spent in the current minute, by address."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        stopwatch: Callable[[], float] = time.thread_time,
    ) -> None:
        """Begin with nothing spent."""
        self._clock, self._stopwatch = clock, stopwatch
        self._lock = threading.Lock()
        self._began = clock()
        self._spent: dict[str, float] = {}

    @contextmanager
    def spending(self, address: str) -> Iterator[None]:
        """Do a piece of work on behalf of an address, and count it.

        Raises:
            TooManyError: it, or all together, have used up what there is.
        """
        self._refuse_spendthrift(address)
        began = self._stopwatch()
        try:
            yield
        finally:
            price = max(LEAST_PRICE, self._stopwatch() - began)
            with self._lock:
                for key in (address, EVERYBODY):
                    self._spent[key] = self._spent.get(key, 0.0) + price

    def _refuse_spendthrift(self, address: str) -> None:
        with self._lock:
            if self._clock() - self._began >= SPAN or len(self._spent) > MOST_KNOWN:
                self._began = self._clock()
                self._spent.clear()
            is_over = (
                self._spent.get(address, 0.0) >= OF_ONE
                or self._spent.get(EVERYBODY, 0.0) >= OF_ALL
            )
            left = SPAN - (self._clock() - self._began)
        if is_over:
            raise TooManyError(
                "That was a lot to render in a short time. Your text is still here: "
                "please try again in a minute.",
                retry_after=max(1, round(left)),
            )


@contextmanager
def rendering_for_stranger() -> Iterator[None]:
    """Render something for the address that asks, within its means.

    Raises:
        TooManyError: it has used them up.
    """
    budget: PreviewBudget = current_app.extensions.setdefault(
        "preview_budget", PreviewBudget()
    )
    with budget.spending(hashed_address()):
        yield

"""How much work strangers may cause that leaves nothing behind.

The worst text of allowed length takes a second to render. Counted is the time of the
processor, in each process on its own: that of previews and edits by address and for
everybody together, that of comments which are not taken by address alone, so that
nobody keeps others from posting. What is taken is counted in the database instead.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import current_app
from msgspec import Struct

from reviewblog.errors import TooManyError
from reviewblog.web.writer import hashed_address

SPAN = 60.0
OF_ONE = 3.0
OF_ALL = 15.0
# Drawing the page around it costs something too.
LEAST_PRICE = 0.05
MOST_KNOWN = 10_000
EVERYBODY = ""


class Effort(Struct):
    """A piece of work; ``is_kept`` says that what it made is counted elsewhere."""

    is_kept: bool = False


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
        self._refuse_spendthrift(address, EVERYBODY)
        began = self._stopwatch()
        try:
            yield
        finally:
            price = max(LEAST_PRICE, self._stopwatch() - began)
            self._charge(price, address, EVERYBODY)

    @contextmanager
    def posting(self, address: str) -> Iterator[Effort]:
        """Do what an address posts, and count it unless it is kept.

        Raises:
            TooManyError: it has posted too much that could not be taken.
        """
        purse, effort = f"posting {address}", Effort()
        self._refuse_spendthrift(purse)
        began = self._stopwatch()
        try:
            yield effort
        finally:
            if not effort.is_kept:
                self._charge(self._stopwatch() - began, purse)

    def _charge(self, price: float, *purses: str) -> None:
        with self._lock:
            for purse in purses:
                self._spent[purse] = self._spent.get(purse, 0.0) + price

    def _refuse_spendthrift(self, *purses: str) -> None:
        with self._lock:
            if self._clock() - self._began >= SPAN or len(self._spent) > MOST_KNOWN:
                self._began = self._clock()
                self._spent.clear()
            is_over = any(
                self._spent.get(purse, 0.0)
                >= (OF_ALL if purse == EVERYBODY else OF_ONE)
                for purse in purses
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
    with _budget().spending(hashed_address()):
        yield


@contextmanager
def posting_for_stranger() -> Iterator[Effort]:
    """Take what the address that asks has posted, or count the work that was in vain.

    Raises:
        TooManyError: it has posted too much that could not be taken.
    """
    with _budget().posting(hashed_address()) as effort:
        yield effort


def _budget() -> PreviewBudget:
    budget: PreviewBudget = current_app.extensions.setdefault(
        "preview_budget", PreviewBudget()
    )
    return budget

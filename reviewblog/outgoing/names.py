"""Asking for the addresses of a name, but not for ever.

The system's resolver takes no time limit, and a name server that keeps silent holds it
up for half a minute. So it is asked in a thread of its own, which nobody waits for
longer than they have time; only so many may hang at once.
"""

import threading
from collections.abc import Sequence

from reviewblog.outgoing.addresses import Resolver
from reviewblog.outgoing.errors import OutgoingError

MOST_AT_ONCE = 16
_free = threading.BoundedSemaphore(MOST_AT_ONCE)


def within(seconds: float, resolver: Resolver) -> Resolver:
    """Return a resolver that gives up after some seconds, by raising OutgoingError."""

    def resolve(host: str, port: int) -> Sequence[str]:
        if not _free.acquire(timeout=seconds):
            raise OutgoingError(f"too many names are being looked up besides {host}")
        question = _Question(resolver, host, port)
        question.start()
        question.join(seconds)
        return question.answer()

    return resolve


class _Question(threading.Thread):
    """One name that is asked for; what comes too late is dropped."""

    def __init__(self, resolver: Resolver, host: str, port: int) -> None:
        super().__init__(daemon=True)
        self._ask = (resolver, host, port)
        self._found: Sequence[str] | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        resolver, host, port = self._ask
        try:
            self._found = resolver(host, port)
        except Exception as error:  # noqa: BLE001 -- raised again where it was asked
            self._error = error
        finally:
            _free.release()

    def answer(self) -> Sequence[str]:
        if self._error is not None:
            raise self._error
        if self._found is None:
            raise OutgoingError(f"the address of {self._ask[1]} was not found in time")
        return self._found

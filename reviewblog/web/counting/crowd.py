"""Which bit a feed's reader sets, kept for a minute: most poll again and again.

Working it out takes longer than answering a poll. Addresses are not kept for longer
than those that ``Gate`` counts by.
"""

import time
from collections.abc import Callable

from reviewblog.accounts.throttle import network_of
from reviewblog.clock import utcnow
from reviewblog.stats.crowds import bit_of
from reviewblog.tokens import keyed_hash

SPAN_SECONDS = 60.0
MOST_READERS = 2_000


class Crowd:
    """The readers of one minute."""

    def __init__(
        self, secret: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with nobody known."""
        self._secret = secret
        self._clock = clock
        self._until = 0.0
        self._bits: dict[tuple[str, str], int] = {}

    def bit_of(self, address: str, agent: str) -> int:
        """Return the bit of a program at a network address."""
        now = self._clock()
        if now >= self._until or len(self._bits) >= MOST_READERS:
            # A new one, since other threads may be looking into this one.
            self._bits, self._until = {}, now + SPAN_SECONDS
        bit = self._bits.get((address, agent))
        if bit is None:
            bit = self._bits[address, agent] = self._work_out(address, agent)
        return bit

    def _work_out(self, address: str, agent: str) -> int:
        # Of a day: nobody is known again the day after.
        reader = f"{utcnow():%Y-%m-%d} {network_of(address)} {agent}"
        return bit_of(keyed_hash(self._secret, reader))

"""The queue between those who ask for an errand and the runner that does it."""

import logging
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from flask import Flask

from reviewblog.config import Settings
from reviewblog.errands import Errand

if TYPE_CHECKING:
    from huey.api import Huey

# Errands look for everything that is due, so a few of them do the work of many.
ENOUGH_WAITING = 100
# Seconds in which what is asked for is handed over together. The runner may take longer
# to notice.
GATHERING = 0.1

log = logging.getLogger(__name__)


class QueueError(Exception):
    """The queue cannot be reached."""


class JobQueue:
    """The queue of one application; it is opened where it is first needed."""

    def __init__(self, app: Flask) -> None:
        """Remember whose errands these are."""
        self._app = app
        self._hands = ThreadPoolExecutor(1, thread_name_prefix="errands")
        self._asked: set[Errand] = set()
        self._at_work = 0
        self._lock = threading.Lock()
        # Whoever has opened the storage closes it, for everybody in this process.
        self._opening = threading.Lock()
        self._closes = threading.Event()

    @cached_property
    def huey(self) -> "Huey":
        """Return the queue itself, which knows how to do every errand."""
        settings: Settings = self._app.config["SETTINGS"]
        # Many megabytes that a process which only answers requests can do without.
        with without("psycopg", *([] if settings.redis_url else ["redis"])):
            from reviewblog.jobs.schedule import teach  # noqa: PLC0415
            from reviewblog.jobs.storage import build_huey  # noqa: PLC0415

        huey = build_huey(settings)
        self._tasks = teach(huey, self._app, self)
        return huey

    def soon(self, errand: Errand) -> None:
        """Hand an errand over, in the background: an answer waits for nobody.

        Opening the queue takes as long as half an answer, and an errand does all that
        is due, so what is asked for time and again is handed over once in a while.
        """
        with self._lock:
            is_first = not self._asked
            self._asked.add(errand)
        if is_first:
            self._hands.submit(self._hand_over)

    def count_waiting(self) -> int:
        """Count what the runner has not begun.

        Raises:
            QueueError: the queue cannot be reached.
        """
        with self._open() as huey:
            return int(huey.pending_count())

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Do an errand: this process is busy meanwhile."""
        with self._lock:
            self._at_work += 1
        try:
            yield
        finally:
            with self._lock:
                self._at_work -= 1

    def is_busy(self) -> bool:
        """Tell whether an errand is being done here, or waits for a runner.

        Of a queue that cannot be reached nobody knows, and its errands wait for the
        clock.
        """
        try:
            return self._at_work > 0 or self.count_waiting() > 0
        except QueueError:
            return False

    def close(self) -> None:
        """Wait until everything is handed over, and let the storage go."""
        self._closes.set()
        self._hands.shutdown()
        with self._opening:
            self._let_go()

    def _hand_over(self) -> None:
        self._closes.wait(GATHERING)
        with self._lock:
            asked, self._asked = sorted(self._asked), set()
        try:
            with self._open() as huey:
                for errand in asked:
                    if huey.pending_count() < ENOUGH_WAITING:
                        self._tasks[errand]()
        except QueueError as error:
            log.warning("%s has to wait for the clock: %s", ", ".join(asked), error)

    @contextmanager
    def _open(self) -> Iterator["Huey"]:
        with self._opening:
            try:
                yield self.huey
            except Exception as error:
                # Each kind of storage has errors of its own, and a request is to
                # survive them all.
                raise QueueError(str(error)) from error
            finally:
                self._let_go()

    def _let_go(self) -> None:
        if "huey" in self.__dict__:
            self.huey.storage.close()


@contextmanager
def without(*modules: str) -> Iterator[None]:
    """Let what is imported inside believe that these are not installed.

    Huey loads the client of every storage it knows: fifteen megabytes beside one of
    its own. What this process has loaded for a reason of its own stays.
    """
    hidden = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: absent
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]

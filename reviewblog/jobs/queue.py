"""The queue between those who ask for an errand and the runner that does it."""

import logging
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

log = logging.getLogger(__name__)


class QueueError(Exception):
    """The queue cannot be reached."""


class JobQueue:
    """The queue of one application; it is opened where it is first needed."""

    def __init__(self, app: Flask) -> None:
        """Remember whose errands these are."""
        self._app = app
        self._hands = ThreadPoolExecutor(1, thread_name_prefix="errands")

    @cached_property
    def huey(self) -> "Huey":
        """Return the queue itself, which knows how to do every errand."""
        # Many megabytes that a process which only answers requests can do without.
        from reviewblog.jobs.schedule import teach  # noqa: PLC0415
        from reviewblog.jobs.storage import build_huey  # noqa: PLC0415

        settings: Settings = self._app.config["SETTINGS"]
        huey = build_huey(settings)
        self._tasks = teach(huey, self._app, self.soon)
        return huey

    def soon(self, errand: Errand) -> None:
        """Hand an errand over, in the background: an answer waits for nobody."""
        self._hands.submit(self._hand_over, errand)

    def count_waiting(self) -> int:
        """Count what the runner has not begun.

        Raises:
            QueueError: the queue cannot be reached.
        """
        with self._open() as huey:
            return int(huey.pending_count())

    def close(self) -> None:
        """Wait until everything is handed over, and let the storage go."""
        self._hands.shutdown()
        self._let_go()

    def _hand_over(self, errand: Errand) -> None:
        try:
            with self._open() as huey:
                if huey.pending_count() < ENOUGH_WAITING:
                    self._tasks[errand]()
        except QueueError as error:
            log.warning("%s has to wait for the clock: %s", errand, error)

    @contextmanager
    def _open(self) -> Iterator["Huey"]:
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

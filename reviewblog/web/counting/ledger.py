"""The counts of this process that are not in the database yet.

They are written every few seconds by a thread that starts with the first of them
(after workers have parted), and once more when the process ends. A crash loses what
was counted since.
"""

import logging
import threading
from collections.abc import Callable, Hashable
from multiprocessing.util import Finalize

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import BusyError
from reviewblog.extensions import db
from reviewblog.site.defaults import get_site
from reviewblog.stats.batches import Batch
from reviewblog.stats.recording import record

WRITE_SECONDS = 10.0
MOST_NOTED = 2_000

log = logging.getLogger(__name__)


class Ledger:
    """Where anybody in this process counts."""

    def __init__(self, app: Flask) -> None:
        """Begin empty; nothing runs until something is counted."""
        self._app = app
        self._lock = threading.Lock()
        self._batch = Batch()
        # What would add nothing to this batch. With addresses in it, so not for long.
        self._noted: set[Hashable] = set()
        self._writer: threading.Thread | None = None

    def count(self, add: Callable[[Batch], None]) -> None:
        """Let a function add to the counts; it must be quick."""
        with self._lock:
            self._add(add)

    def note(self, what: Hashable, add: Callable[[Batch], None]) -> None:
        """Count what would add nothing more if it came again in the same batch."""
        with self._lock:
            self._add(add)
            if len(self._noted) < MOST_NOTED:
                self._noted.add(what)

    def has_noted(self, what: Hashable) -> bool:
        """Tell whether that has been counted since counts were written last."""
        return what in self._noted

    def write(self) -> None:
        """Write down what has been counted; what cannot be written waits."""
        with self._lock:
            batch, self._batch, self._noted = self._batch, Batch(), set()
        if not batch:
            return
        try:
            self._record(batch)
        except (BusyError, SQLAlchemyError) as error:
            log.warning("counts have to wait: %s", error)
            with self._lock:
                batch.add_all(self._batch)
                self._batch = batch

    def _add(self, add: Callable[[Batch], None]) -> None:
        add(self._batch)
        if self._writer is None and not self._app.testing:
            self._writer = self._start()

    def _record(self, batch: Batch) -> None:
        with self._app.app_context(), transaction(db.session()) as session:
            at = utcnow()
            day = at.astimezone(get_site(session).zone).date()
            record(session, batch, day=day, at=at)

    def _start(self) -> threading.Thread:
        # Unlike atexit this also runs where a worker is a fork, whatever the Python.
        Finalize(None, self.write, exitpriority=10)
        writer = threading.Thread(target=self._keep_writing, name="counts", daemon=True)
        writer.start()
        return writer

    def _keep_writing(self) -> None:
        pause = threading.Event()
        while not pause.wait(WRITE_SECONDS):
            try:
                self.write()
            except Exception:
                log.exception("counts were lost")

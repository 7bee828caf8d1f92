"""Whether anything was committed to a SQLite database, told without a statement.

In WAL mode SQLite keeps the state of its log at the head of a small file beside the
database, which all processes share in memory (https://sqlite.org/walformat.html,
section 2). A commit is visible from the moment at which it is written there, and every
reader of SQLite's own goes by it: as long as these bytes are the same, so is the
database. Comparing them is as exact as a statement, and does not hand over the lock of
Python's interpreter, which costs a busy process several times what the statement does.
"""

import mmap
import os
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from operator import itemgetter
from pathlib import Path

# One of the two copies of the header; whoever commits writes it last.
HEADER_BYTES = 48

# By inode and process. A file that is closed takes away every lock that its process
# holds on it (POSIX), also SQLite's: what is open here stays open.
_heads: dict[tuple[int, int], mmap.mmap] = {}
_lock = threading.Lock()


class CommitMark:
    """Bytes that differ from the last time as soon as something was committed.

    ``read()`` returns those of the last commit; nothing where SQLite keeps no log.
    """

    def __init__(self, path: str) -> None:
        """Open the database, which keeps the file beside it from being replaced.

        Raises:
            sqlite3.Error: the database is not there.
        """
        uri = f"file:{path}?mode=ro"
        self._keeper = sqlite3.connect(uri, uri=True, check_same_thread=False)
        # Only whoever has read something holds on to the log.
        self._keeper.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        head = _head_of(f"{path}-shm")
        # Every request reads it, so no function of our own stands in between.
        self.read: Callable[[], bytes] = (
            partial(itemgetter(slice(HEADER_BYTES)), head) if head else bytes
        )


def _head_of(path: str) -> mmap.mmap | None:
    with _lock:
        try:
            key = os.getpid(), Path(path).stat().st_ino
        except FileNotFoundError:
            return None
        if key not in _heads:
            file = os.open(path, os.O_RDONLY)
            _heads[key] = mmap.mmap(file, HEADER_BYTES, access=mmap.ACCESS_READ)
        return _heads[key]

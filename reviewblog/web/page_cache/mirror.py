"""Copies of pages in files, which a web server in front may send by itself.

The server does not ask whether a file is still true, so a file must be gone before
whoever made it untrue hears that their change is done: every process sweeps after each
commit of its own, and keeps a page only while it holds the lock and knows it is fresh.
What comes due by the clock, the runner sweeps every minute.
"""

import fcntl
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from reviewblog.freshness import Last
from reviewblog.web.page_cache.store import GZIP, IDENTITY, Page
from reviewblog.web.watch import Knowledge, Watch

PAGES, LEDGER, LOCK = "pages", "ledger.sqlite", "lock"
# Theme and query are part of a page's key; only plain addresses of pages are copied.
KEY = re.compile(r"  (/(?:[A-Za-z0-9_-]+/)*)")
# Other processes keep pages, too, and those grow old without a change.
LOOK_AGAIN_SECONDS = 30.0
TABLES = """
    CREATE TABLE IF NOT EXISTS kept (
        scope TEXT, address TEXT, expires_at REAL, PRIMARY KEY (scope, address)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS swept (
        id INTEGER PRIMARY KEY CHECK (id = 1), counter INTEGER, due_at REAL
    );
"""


class Mirror:
    """The files of one site, shared by all of its processes (POSIX).

    The ledger says which files there are and what each of them shows; a file that is
    not in it does not exist, because it is written there first.
    """

    def __init__(self, folder: Path, watch: Watch) -> None:
        """Keep files below a folder, which is made if need be."""
        self._folder = folder
        self._watch = watch
        # The last change and the era of the last look, and until when that will do.
        self._swept: tuple[Last | None, int, float] = (None, 0, 0.0)
        with self._locked():
            (folder / PAGES).mkdir(exist_ok=True)

    def keep(self, key: str, page: Page) -> None:
        """Copy a page that everybody may see, unless it has been overtaken."""
        address = KEY.fullmatch(key)
        if address is None or not page.is_html:
            return
        with self._locked() as ledger:
            now = time.time()
            known = self._watch.look(now)
            self._forget_untrue(ledger, known)
            if page.is_fresh(known, now):
                until = page.expires_at
                rows = [(scope, address[1], until) for scope in page.scopes]
                ledger.executemany("REPLACE INTO kept VALUES (?, ?, ?)", rows)
                self._write(address[1], page)

    def sweep(self) -> None:
        """Take away every file that is no longer true; cheap when all are."""
        last, era, look_again_at = self._swept
        now = time.time()
        known = self._watch.look(now)
        if (known.last, known.era) == (last, era) and now < look_again_at:
            return
        with self._locked() as ledger:
            self._forget_untrue(ledger, self._watch.look(time.time()))

    def _forget_untrue(self, ledger: sqlite3.Connection, known: Knowledge) -> None:
        for address in self._untrue(ledger, known):
            self._remove(address)
            ledger.execute("DELETE FROM kept WHERE address = ?", (address,))
        swept = (known.counter, known.due_at)
        ledger.execute("REPLACE INTO swept VALUES (1, ?, ?)", swept)
        soon = time.time() + LOOK_AGAIN_SECONDS
        self._swept = (known.last, known.era, min(known.due_at, soon))

    def _untrue(self, ledger: sqlite3.Connection, known: Knowledge) -> set[str]:
        swept = ledger.execute("SELECT counter, due_at FROM swept").fetchone()
        since, due_at = swept or (-1, 0.0)
        # A counter that runs backwards belongs to another database: a restored one.
        is_other = known.counter < since or known.era != self._swept[1]
        if is_other or time.time() >= due_at:
            return {row[0] for row in ledger.execute("SELECT address FROM kept")}
        found = ledger.execute(
            "SELECT address FROM kept WHERE expires_at <= ?", (time.time(),)
        ).fetchall()
        query = "SELECT address FROM kept WHERE scope = ?"
        for scope in self._watch.changed_scopes(since):
            found += ledger.execute(query, (scope,)).fetchall()
        return {address for (address,) in found}

    def _write(self, address: str, page: Page) -> None:
        file = self._file(address)
        file.parent.mkdir(parents=True, exist_ok=True)
        for target, encoding in ((file, IDENTITY), (_packed(file), GZIP)):
            with NamedTemporaryFile(dir=file.parent, delete=False) as made:
                made.write(page.variant(encoding).body)
            Path(made.name).chmod(0o644)
            Path(made.name).replace(target)

    def _remove(self, address: str) -> None:
        file = self._file(address)
        file.unlink(missing_ok=True)
        _packed(file).unlink(missing_ok=True)

    def _file(self, address: str) -> Path:
        return self._folder / PAGES / address.strip("/") / "index.html"

    @contextmanager
    def _locked(self) -> Iterator[sqlite3.Connection]:
        # Somebody may have cleared it away meanwhile.
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            ledger = sqlite3.connect(self._folder / LEDGER, isolation_level=None)
            with closing(ledger):
                ledger.execute("PRAGMA synchronous = OFF")
                ledger.executescript(TABLES)
                yield ledger


def _packed(file: Path) -> Path:
    return file.with_name(f"{file.name}.gz")

"""The kept answers of one process, bounded by their bytes."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable
from math import inf
from typing import NamedTuple

import brotli
from msgspec import Struct, field
from werkzeug.http import http_date

from reviewblog.flights import Flights
from reviewblog.web.watch import Knowledge

Headers = list[tuple[str, str]]

DATE_HEADER = "Last-Modified"

IDENTITY, GZIP, BROTLI = "", "gzip", "br"
# Strong enough for text, quick enough for the reader who waits for the first copy.
GZIP_LEVEL = 6
BROTLI_QUALITY = 5
# Headers and the object itself.
OVERHEAD_BYTES = 2_000


# RFC 9110, section 15.4.5: what a 304 repeats. Whatever else was said with the copy
# still goes for it (RFC 9111, section 3.2).
REPEATED = frozenset({"cache-control", "etag", "expires", "vary"})


class Variant(NamedTuple):
    """A page in one encoding, and what is said to those who have it already."""

    headers: Headers
    body: bytes
    etag: str
    unchanged: Headers


class Page(Struct):
    """One whole answer, in every encoding that somebody has asked for.

    What is packed already, as pictures are, has only one. ``found_fresh`` is the
    knowledge under which it was last found to be true: usually nothing has happened
    since. Until ``undated_until`` no date could tell it from another one. Whoever knows
    nothing new has nothing to do about it before ``good_until``.
    ``is_used`` is set by whoever sends it, see ``Store``; whether it ``is_counted``
    tells who listens when it is sent.
    """

    headers: Headers
    body: bytes
    digest: str
    scopes: tuple[str, ...]
    counter: int
    era: int
    expires_at: float
    undated_until: float = inf
    is_packed: bool = False
    is_counted: bool = False
    encoded: dict[str, Variant] = field(default_factory=dict)
    found_fresh: Knowledge | None = None
    good_until: float = 0.0
    is_used: bool = False

    def __post_init__(self) -> None:
        """Begin with what has to be done first about it."""
        self.good_until = min(self.expires_at, self.undated_until)

    def is_fresh(self, known: Knowledge, now: float) -> bool:
        """Tell whether nothing that the page shows has changed since it was made."""
        if now >= self.expires_at:
            return False
        if known is not self.found_fresh:
            changes, counter = known.changes, self.counter
            if known.era != self.era or any(
                changes.get(scope, 0) > counter for scope in self.scopes
            ):
                return False
            self.found_fresh = known
        return True

    def date(self, known: Knowledge) -> None:
        """Say when what the page shows changed last, which is long enough ago now."""
        if self.undated_until == inf:
            return
        self.undated_until, self.good_until = inf, self.expires_at
        dated = (DATE_HEADER, http_date(known.last_change(self.scopes)))
        self.headers = [*self.headers, dated]
        self.encoded = {
            encoding: made._replace(headers=[*made.headers, dated])
            for encoding, made in self.encoded.items()
        }

    def etag(self, encoding: str) -> str:
        """Return the strong validator of one encoding (RFC 9110, section 8.8.3)."""
        return f'"{self.digest}-{encoding}"' if encoding else f'"{self.digest}"'

    def etags(self) -> frozenset[str]:
        """Return the validators of every encoding."""
        return frozenset(self.etag(encoding) for encoding in (IDENTITY, GZIP, BROTLI))

    def variant(self, encoding: str) -> Variant:
        """Return headers and body in one encoding, made the first time."""
        made = self.encoded.get(encoding)
        if made is None:
            made = self._encode(IDENTITY if self.is_packed else encoding)
            self.encoded[encoding] = made
        return made

    def _encode(self, encoding: str) -> Variant:
        body = self.body
        etag = self.etag(encoding)
        headers = [*self.headers, ("ETag", etag)]
        if encoding == GZIP:
            body = gzip.compress(body, GZIP_LEVEL, mtime=0)
        elif encoding == BROTLI:
            body = brotli.compress(body, quality=BROTLI_QUALITY)
        if encoding:
            headers.append(("Content-Encoding", encoding))
        unchanged = [(n, v) for n, v in headers if n.lower() in REPEATED]
        headers.append(("Content-Length", str(len(body))))
        return Variant(headers, body, etag, unchanged)

    @property
    def is_html(self) -> bool:
        """Tell whether it is a page rather than a feed or a picture."""
        return dict(self.headers).get("Content-Type", "").startswith("text/html")

    @property
    def size(self) -> int:
        """Estimate the bytes it takes with its encodings."""
        return len(self.body) * 2 + OVERHEAD_BYTES


class Store:
    """Pages by key; those that nobody has asked for lately make room.

    ``get`` finds a page, fresh or not. Whoever sends it marks it, which needs no lock;
    a marked one is passed over once when room is made (the second chance of Corbató,
    1968).
    """

    def __init__(self, limit_bytes: int) -> None:
        """Begin empty."""
        self._limit = limit_bytes
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self.get: Callable[[str], Page | None] = self._pages.get
        self._bytes = 0
        self._lock = threading.Lock()
        self.flights = Flights()

    def put(self, key: str, page: Page) -> None:
        """Keep a page, letting others go where it is too much."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += len(key) + page.size
            while self._bytes > self._limit and self._pages:
                self._make_room()

    def _make_room(self) -> None:
        key, page = next(iter(self._pages.items()))
        if page.is_used:
            page.is_used = False
            self._pages.move_to_end(key)
        else:
            self._drop(key)

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= len(key) + page.size

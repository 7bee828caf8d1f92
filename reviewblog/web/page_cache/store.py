"""The kept answers of one process, bounded by their bytes."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import brotli

from reviewblog.web.watch import Knowledge

Headers = list[tuple[str, str]]

IDENTITY, GZIP, BROTLI = "", "gzip", "br"
# Strong enough for text, quick enough for the reader who waits for the first copy.
GZIP_LEVEL = 6
BROTLI_QUALITY = 5
# Headers, keys and the object itself.
OVERHEAD_BYTES = 2_000


@dataclass(slots=True)
class Page:
    """One whole answer, in every encoding that somebody has asked for.

    What is packed already, as pictures are, has only one.
    """

    headers: Headers
    body: bytes
    digest: str
    scopes: tuple[str, ...]
    counter: int
    era: int
    expires_at: float
    is_packed: bool = False
    encoded: dict[str, tuple[Headers, bytes]] = field(default_factory=dict)

    def is_fresh(self, known: Knowledge, now: float) -> bool:
        """Tell whether nothing that the page shows has changed since it was made."""
        if known.era != self.era or now >= self.expires_at:
            return False
        changes = known.changes
        counter = self.counter
        return all(changes.get(scope, 0) <= counter for scope in self.scopes)

    def etag(self, encoding: str) -> str:
        """Return the strong validator of one encoding (RFC 9110, section 8.8.3)."""
        return f'"{self.digest}-{encoding}"' if encoding else f'"{self.digest}"'

    def etags(self) -> frozenset[str]:
        """Return the validators of every encoding."""
        return frozenset(self.etag(encoding) for encoding in (IDENTITY, GZIP, BROTLI))

    def variant(self, encoding: str) -> tuple[Headers, bytes]:
        """Return headers and body in one encoding, made the first time."""
        made = self.encoded.get(encoding)
        if made is None:
            made = self.encoded[encoding] = self._encode(encoding)
        return made

    def _encode(self, encoding: str) -> tuple[Headers, bytes]:
        body = self.body
        headers = [*self.headers, ("ETag", self.etag(encoding))]
        if encoding == GZIP:
            body = gzip.compress(body, GZIP_LEVEL, mtime=0)
        elif encoding == BROTLI:
            body = brotli.compress(body, quality=BROTLI_QUALITY)
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return [*headers, ("Content-Length", str(len(body)))], body

    @property
    def is_html(self) -> bool:
        """Tell whether it is a page rather than a feed or a picture."""
        return dict(self.headers).get("Content-Type", "").startswith("text/html")

    @property
    def size(self) -> int:
        """Estimate the bytes it takes with its encodings."""
        return len(self.body) * 2 + OVERHEAD_BYTES


class Store:
    """Pages by key; the ones used longest ago make room."""

    def __init__(self, limit_bytes: int) -> None:
        """Begin empty."""
        self._limit = limit_bytes
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._flights: dict[str, threading.Lock] = {}

    def get(self, key: str) -> Page | None:
        """Find a page, fresh or not."""
        page = self._pages.get(key)
        if page is not None:
            with self._lock:
                if key in self._pages:
                    self._pages.move_to_end(key)
        return page

    def put(self, key: str, page: Page) -> None:
        """Keep a page, letting others go where it is too much."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += page.size
            while self._bytes > self._limit and self._pages:
                self._drop(next(iter(self._pages)))

    @contextmanager
    def single_flight(self, key: str) -> Iterator[None]:
        """Let one thread at a time make a page; the others wait for its copy."""
        with self._lock:
            flight = self._flights.setdefault(key, threading.Lock())
        with flight:
            try:
                yield
            finally:
                self._flights.pop(key, None)

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= page.size

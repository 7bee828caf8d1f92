"""Asking a catalogue, politely and with suspicion: what comes back is JSON or nothing.

Only these hosts are asked, over https; redirects are not followed.
"""

import json
import threading
from collections.abc import Mapping
from urllib.parse import urlencode

from msgspec import Struct, field

from reviewblog import __version__
from reviewblog.outgoing.errors import OutgoingError
from reviewblog.outgoing.requests import Answer, Gateway
from reviewblog.works.lookup.errors import LookUpError
from reviewblog.works.lookup.pace import Pace
from reviewblog.works.lookup.shapes import Json

WIKIDATA_HOST = "www.wikidata.org"
QUERY_HOST = "query.wikidata.org"
TMDB_HOST = "api.themoviedb.org"
HOSTS = frozenset({WIKIDATA_HOST, QUERY_HOST, TMDB_HOST})

SECONDS = 5.0
# All that is known of a film with a large cast is half of this.
LONGEST_ANSWER = 4 * 1024 * 1024
# So that a catalogue that hangs keeps no more than these from other work.
MOST_AT_ONCE = 3
_BUSY = frozenset({429, 503})


class Line(Struct, frozen=True):
    """The way to the catalogues.

    ``agent`` is what Wikimedia wants to know of whoever asks: a program, its version,
    and an address of who runs it (https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy).
    """

    gateway: Gateway
    agent: str
    pace: Pace = field(default_factory=Pace)
    free: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(MOST_AT_ONCE)
    )

    @classmethod
    def of_site(cls, site_url: str, *, test_port: int | None = None) -> "Line":
        """Return the line of a site; a test port stands for all hosts."""
        gateway = Gateway(
            test_port=test_port, seconds=SECONDS, longest_answer=LONGEST_ANSWER
        )
        return cls(gateway, f"reviewblog/{__version__} ({site_url})")

    def ask(
        self,
        host: str,
        path: str,
        parameters: Mapping[str, str],
        headers: Mapping[str, str] | None = None,
    ) -> Json:
        """Ask for a JSON document.

        Raises:
            LookUpError: there was no answer of use.
        """
        url = f"{self._origin(host)}{path}?{urlencode(parameters)}"
        if not self.free.acquire(blocking=False):
            raise LookUpError(f"{host} takes its time; please try again in a minute.")
        try:
            if not self.pace.take():
                raise LookUpError(
                    f"{host} gave no answer just now; please try again in a minute."
                )
            return self._read(host, self._get(host, url, headers or {}))
        finally:
            self.free.release()

    def _get(self, host: str, url: str, headers: Mapping[str, str]) -> Answer:
        ours = {"User-Agent": self.agent, "Accept": "application/json"}
        try:
            return self.gateway.ask(url, headers=ours | dict(headers))
        except OutgoingError as error:
            # While somebody types, nobody shall wait for it again and again.
            self.pace.rest(0)
            raise LookUpError(f"{host} cannot be reached just now.") from error

    def _origin(self, host: str) -> str:
        if host not in HOSTS:
            raise LookUpError(f"{host} is not among the catalogues that are asked.")
        port = self.gateway.test_port
        return f"http://127.0.0.1:{port}" if port else f"https://{host}"

    def _read(self, host: str, answer: Answer) -> Json:
        if answer.status in _BUSY:
            self.pace.rest(_seconds(answer.headers.get("Retry-After", "")))
            raise LookUpError(f"{host} asks for a rest; please try again later.")
        if not answer.is_success:
            raise LookUpError(f"{host} gave no answer of use ({answer.status}).")
        try:
            return json.loads(answer.body)
        # Whoever nests a thousand lists means no good.
        except (ValueError, RecursionError) as error:
            raise LookUpError(f"{host} gave no answer of use.") from error


def _seconds(text: str) -> float:
    is_number = text.isascii() and text.isdecimal() and len(text) < 6  # noqa: PLR2004 -- a day
    return float(text) if is_number else 0.0

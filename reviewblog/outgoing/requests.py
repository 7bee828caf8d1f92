"""One request to another server, with limits on where, how long and how much."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from msgspec import Struct

from reviewblog import __version__
from reviewblog.outgoing.addresses import (
    PORTS,
    Resolver,
    Target,
    find_target,
    resolve,
)
from reviewblog.outgoing.errors import OutgoingError
from reviewblog.outgoing.names import within

SECONDS = 10.0
LEAST_SECONDS = 0.05
LONGEST_ANSWER = 1024 * 1024


class Answer(Struct, frozen=True):
    """What the other server said. A redirect is an answer too; none is followed."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        """Tell whether the server did what it was asked."""
        return 200 <= self.status < 300  # noqa: PLR2004 -- RFC 9110: successful


class Gateway(Struct, frozen=True, kw_only=True):
    """The only way out: it knows where requests may go, how long, and how much."""

    resolver: Resolver = resolve
    test_port: int | None = None
    seconds: float = SECONDS
    longest_answer: int = LONGEST_ANSWER

    def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request, and read the answer.

        Raises:
            OutgoingRefusedError: the address leads where we do not go.
            OutgoingError: there was no answer, or none in time, or too much of one.
        """
        began = time.monotonic()
        resolver = within(self.seconds, self.resolver)
        target = find_target(url, resolver=resolver, test_port=self.test_port)
        # What the look-up of the name took is no longer there for the rest.
        left = max(LEAST_SECONDS, self.seconds - (time.monotonic() - began))
        with _Call(target, left) as call:
            try:
                with call.send(method, body, headers or {}) as response:
                    content = response.read(self.longest_answer + 1)
            except (OSError, http.client.HTTPException, ValueError) as error:
                reason = "in time" if call.is_late else f"of use: {error}"
                raise OutgoingError(f"{target.host} gave no answer {reason}") from error
        # Cut off in the middle, an answer of unknown length looks complete.
        if call.is_late:
            raise OutgoingError(f"{target.host} gave no answer in time")
        if len(content) > self.longest_answer:
            raise OutgoingError(f"{target.host} gave a longer answer than we read")
        return Answer(response.status, dict(response.headers), content)


class _Connection(http.client.HTTPConnection):
    """Connects to the address that was looked at, whatever the name says by now."""

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self.default_port = PORTS[target.url.scheme]
        self.target = target
        # http.client lets its own go before the answer has been read.
        self.line: socket.socket | None = None

    def connect(self) -> None:
        where = (self.target.address, self.target.port)
        self.sock = self.line = socket.create_connection(where, self.timeout)
        if self.target.is_encrypted:
            tls = ssl.create_default_context().wrap_socket(
                self.sock,
                server_hostname=self.target.host,
                do_handshake_on_connect=False,
            )
            self.sock = self.line = tls
            tls.do_handshake()


class _Call:
    """A connection that is cut when the whole has taken too long.

    The timeout of a socket is for each word; a server that says one every few seconds
    would be listened to for ever.
    """

    def __init__(self, target: Target, seconds: float) -> None:
        self.is_late = False
        self._connection = _Connection(target, seconds)
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        self._connection.close()

    def send(
        self, method: str, body: bytes | None, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        ours = {
            "User-Agent": f"reviewblog/{__version__}",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        path = self._connection.target.path
        self._connection.request(method, path, body, ours | dict(headers))
        return self._connection.getresponse()

    def _hang_up(self) -> None:
        self.is_late = True
        line = self._connection.line
        if line is not None:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it ended by itself at this moment

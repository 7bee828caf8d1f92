"""Counts feeds and searches as they are answered.

The page cache, which answers most of them, has it listen; where there is none, a layer
of its own does. All other requests pay for a comparison at most, and a feed's reader
who polls again soon for a look into a set.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from reviewblog.stats.agents import LONGEST_AGENT, Claim, claim_of, is_feed_reader
from reviewblog.stats.batches import Batch
from reviewblog.stats.models import LONGEST_FEED
from reviewblog.stats.searches import kept_words
from reviewblog.web.counting.gate import Gate
from reviewblog.web.counting.ledger import Ledger
from reviewblog.web.counting.visitors import bit_of_reader, may_be_counted

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SEARCH = "/search"
FEEDS = ("/feed.xml", "/atom.xml", "/feed.json")
COUNTED = (SEARCH, *FEEDS)
FETCHED = ("200", "304")
# How much a search has found, said by its view; it goes no further than here.
FOUND_HEADER = "X-Found"

# The same programs ask again and again; reading their names takes a while.
MOST_AGENTS = 1024

Add = Callable[[Batch], None]
# A feed, what asks for it, and from where.
Poll = tuple[str, str, str]
Answered = Callable[[str, list[tuple[str, str]]], list[tuple[str, str]]]


class CountingLayer:
    """Lets every request through, and has a listener hear how it is answered."""

    def __init__(self, wsgi_app: "WSGIApplication", listener: "Listener") -> None:
        """Stand in front of an application."""
        self._wsgi_app = wsgi_app
        self._listener = listener

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as the application does, and count what has been answered."""
        return self._wsgi_app(environ, self._listener.hear(environ, start_response))


class Listener:
    """Hears two kinds of answers, each as it begins."""

    def __init__(self, ledger: Ledger, gate: Gate, secret: str) -> None:
        """Count into a ledger what the gate lets pass."""
        self._ledger = ledger
        self._gate = gate
        self._secret = secret

    def hear(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "StartResponse":
        """Return what to begin the answer with, so that it is counted if it counts."""
        path: str = environ.get("PATH_INFO", "")
        if path == SEARCH:
            return self._listening(start_response, self._search(environ))
        if path.endswith(FEEDS):
            # One character more: a name that is too long must stay one.
            agent = environ.get("HTTP_USER_AGENT", "")[: LONGEST_AGENT + 1]
            poll = path, agent, environ.get("REMOTE_ADDR", "")
            if not self._ledger.has_noted(poll) and is_subscription(environ):
                return self._listening(start_response, self._feed(poll))
        return start_response

    @staticmethod
    def _listening(
        start_response: "StartResponse", answered: Answered
    ) -> "StartResponse":
        def listen(
            status: str,
            headers: list[tuple[str, str]],
            exc_info: Any = None,  # noqa: ANN401 -- PEP 3333's
        ) -> Callable[[bytes], object]:
            return start_response(status, answered(status, headers), exc_info)

        return listen

    def _search(self, environ: "WSGIEnvironment") -> Answered:
        def answered(
            status: str, headers: list[tuple[str, str]]
        ) -> list[tuple[str, str]]:
            found = dict(headers).get(FOUND_HEADER)
            if found is not None and status.startswith("200"):
                self._count_search(environ, int(found))
            return [each for each in headers if each[0] != FOUND_HEADER]

        return answered

    def _count_search(self, environ: "WSGIEnvironment", found: int) -> None:
        query = parse_qs(environ.get("QUERY_STRING", ""), errors="replace")
        words = kept_words(query.get("q", [""])[0])
        if (
            words
            and "page" not in query
            and environ["REQUEST_METHOD"] == "GET"
            and may_be_counted(environ)
            and self._gate.admits(environ.get("REMOTE_ADDR", ""))
        ):
            self._ledger.count(lambda batch: batch.add_search(words, found))

    def _feed(self, poll: Poll) -> Answered:
        def answered(
            status: str, headers: list[tuple[str, str]]
        ) -> list[tuple[str, str]]:
            if status.startswith(FETCHED) and (add := self._reading(poll)):
                self._ledger.note(poll, add)
            return headers

        return answered

    def _reading(self, poll: Poll) -> Add | None:
        """Tell what a poll adds; None where nobody reads with what asks."""
        feed, agent, address = poll
        said = said_by(agent)
        if isinstance(said, Claim):
            return lambda batch: batch.add_claim(feed, said)
        if not said:
            return None
        bit = bit_of_reader(self._secret, address, agent)
        return lambda batch: batch.add_reader(feed, bit)


def is_subscription(environ: "WSGIEnvironment") -> bool:
    """Tell whether a feed is asked for as somebody does who follows it."""
    path: str = environ.get("PATH_INFO", "")
    return (
        environ["REQUEST_METHOD"] == "GET"
        and bool(environ.get("HTTP_USER_AGENT"))
        and not environ.get("QUERY_STRING")
        and "text/html" not in environ.get("HTTP_ACCEPT", "")
        and len(path) <= LONGEST_FEED
        and not path.startswith("//")
    )


@lru_cache(MOST_AGENTS)
def said_by(agent: str) -> Claim | bool:
    """Read what a program says of itself: readers of a service, or one of its own."""
    return claim_of(agent) or is_feed_reader(agent)

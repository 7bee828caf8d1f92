"""The catalogues, played by a server on the loopback interface from recordings."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

RECORDINGS = Path(__file__).parent / "recordings"


def recorded(name: str) -> bytes:
    """Return a recorded answer."""
    return (RECORDINGS / f"{name}.json").read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server says to one sort of question."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(
        default_factory=lambda: {"Content-Type": "application/json"}
    )
    seconds_between_bytes: float = 0


@dataclass
class Played:
    """Where the catalogues listen, what they say, and what they were asked."""

    port: int = 0
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(
        default_factory=list
    )

    def reply_to(self, question: str) -> Reply:
        return self.replies.get(question) or self.replies["*"]


RECORDED = {
    "wbsearchentities": "wikidata_search",
    "sparql": "wikidata_query",
    "wbgetentities labels|claims": "wikidata_item",
    "wbgetentities labels": "wikidata_names",
    "/3/search/movie": "tmdb_search",
    "/3/movie/10227": "tmdb_film",
}


@contextmanager
def playing(**replies: Reply) -> Iterator[Played]:
    """Play the catalogues until the block ends; ``every`` answers every question."""
    played = Played()
    played.replies = {
        question: Reply(body=recorded(name)) for question, name in RECORDED.items()
    } | {"*": Reply(status=404)}
    if every := replies.get("every"):
        played.replies = {"*": every}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            given = {name: value[0] for name, value in parse_qs(parts.query).items()}
            played.asked.append((parts.path, given, dict(self.headers)))
            _say(self, played.reply_to(_question(parts.path, given)))

        def log_message(self, *_arguments: object) -> None:
            """Keep the output of the tests clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    played.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()


def _question(path: str, given: Mapping[str, str]) -> str:
    if path == "/sparql":
        return "sparql"
    if path != "/w/api.php":
        return path
    return " ".join(filter(None, (given["action"], given.get("props"))))


def _say(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    try:
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        if not reply.seconds_between_bytes:
            handler.wfile.write(reply.body)
            return
        for byte in reply.body:
            handler.wfile.write(bytes([byte]))
            time.sleep(reply.seconds_between_bytes)
    except OSError:
        return  # whoever asked has hung up, as they should

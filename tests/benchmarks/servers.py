"""Which server is for us: ``python -m tests.benchmarks.servers``, a few minutes.

Each that is installed serves the same application with the same number of processes;
the others are named. Rates are answers for each second of processor time that all
processes of the server took, which a busy machine changes little. Decision 6 rests on
this table.
"""

import argparse
import importlib.util
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests.benchmarks.data import BUSIEST, make_database
from tests.benchmarks.load import ask
from tests.benchmarks.subjects import WORKERS, Subject, running
from tests.servers import PROGRAM, free_port

CONSTANT, SITE = "tests.benchmarks.floors:constant", "wsgi:app"
PAGE = f"/reviews/{BUSIEST}/"
CALLERS = 8
# As many as there are threads: a whole site, if a thread waits for each of them.
SLOW = WORKERS * 4
PATIENCE_SECONDS = 2.0
# Templates are compiled with the first requests of each process.
FIRST = 12

Command = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server as it is started for an application at a port."""

    name: str
    module: str
    command: Command


def granian(threads: int) -> Command:
    """Give each process so many threads."""
    return lambda app, port: [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1"),
        *("--workers", str(WORKERS), "--blocking-threads", str(threads), "--no-ws"),
        *("--workers-kill-timeout", "10", "--log-level", "warning"),
        *("--port", str(port), app),
    ]


def gunicorn(app: str, port: int) -> list[str]:
    """Build the application once and fork, as ``serve`` does."""
    return [
        *(sys.executable, "-m", "gunicorn", "--preload", "--worker-class", "gthread"),
        *("--workers", str(WORKERS), "--threads", "4", "--keep-alive", "60"),
        *("--log-level", "error", "--bind", f"127.0.0.1:{port}", app),
    ]


def waitress(app: str, port: int) -> list[str]:
    """Waitress has one process, so it gets the threads of all."""
    program = (
        "import logging, pkgutil, waitress;"
        "logging.getLogger('waitress').setLevel('ERROR');"
        f"waitress.serve(pkgutil.resolve_name('{app}'),"
        f" listen='127.0.0.1:{port}', threads={WORKERS * 4})"
    )
    return [sys.executable, "-c", program]


def serve(_app: str, port: int) -> list[str]:
    """Start the site as an operator does."""
    return [str(PROGRAM), "serve", "--port", str(port), "--workers", str(WORKERS)]


SERVERS = (
    *(
        Server(name=f"granian, {n} threads", module="granian", command=granian(n))
        for n in (1, 2, 4, 16)
    ),
    Server(name="gunicorn, 4 threads", module="gunicorn", command=gunicorn),
    Server(name="waitress, 8 threads", module="waitress", command=waitress),
)
OURS = Server(name="reviewblog serve", module="granian", command=serve)


def main() -> None:
    """Measure every server on one database."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.servers")
    parser.add_argument("--reviews", type=int, default=1_000)
    parser.add_argument("--seconds", type=int, default=2, help="of each run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reviewblog-bench-") as name:
        folder = Path(name)
        make_database(folder, options.reviews)
        print(
            "server                constant  cached  uncached  start s  MiB  lost"
            "  slow uploads"
        )
        for server in (*SERVERS, OURS):
            if importlib.util.find_spec(server.module):
                print(measure(server, folder, options.seconds), flush=True)
            else:
                print(f"{server.name:20}  is not installed")


def measure(server: Server, folder: Path, seconds: int) -> str:
    """Return a server's line."""
    with site(server, folder) as subject:
        size = len(urlopen(subject.address + PAGE).read())
        cached = rate(subject, PAGE, seconds)
        memory, start = subject.pss_mib(), subject.started_in
        held_up = "hold readers up" if held_up_by_uploads(subject) else "do not"
    with site(server, folder, PAGE_CACHE_MB="0") as subject:
        uncached = rate(subject, PAGE, seconds)
        lost = lost_at_the_end(subject)
    bottom = "-"
    if server is not OURS:
        env = {"FLOOR_BYTES": str(size)}
        port = free_port()
        with running(server.command(CONSTANT, port), port, env, "/") as subject:
            bottom = f"{rate(subject, '/', seconds):,.0f}"
    return (
        f"{server.name:20}  {bottom:>8}  {cached:6,.0f}  {uncached:8,.0f}  "
        f"{start:7.2f}  {memory:3.0f}  {lost:4}  {held_up}"
    )


def rate(subject: Subject, path: str, seconds: int) -> float:
    """Return how many answers a second of the server's processor time gives."""
    for _ in range(FIRST):
        urlopen(subject.address + path).read()
    before = subject.cpu_seconds()
    answers = ask(subject.address + path, seconds=seconds)
    return answers.per_second * seconds / (subject.cpu_seconds() - before)


@contextmanager
def site(server: Server, folder: Path, **settings: str) -> Iterator[Subject]:
    """Serve the site with a server."""
    given = {"INSTANCE_PATH": str(folder), "SITE_URL": "http://127.0.0.1"} | settings
    env = {f"REVIEWBLOG_{name}": value for name, value in given.items()}
    port = free_port()
    with running(server.command(SITE, port), port, env, "/readyz") as subject:
        yield subject


def held_up_by_uploads(subject: Subject) -> bool:
    """Tell whether readers wait for those who send a form and never end."""
    parts = urlsplit(subject.address)
    head = (
        f"POST {PAGE}comments HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 1000\r\n\r\nname=x"
    )
    with ExitStack() as slow:
        for _ in range(SLOW):
            one = socket.create_connection((parts.hostname or "", parts.port or 0))
            slow.enter_context(one)
            one.sendall(head.encode())
        time.sleep(0.5)
        try:
            for _ in range(SLOW):
                urlopen(f"{subject.address}/healthz", timeout=PATIENCE_SECONDS).read()
        except OSError:
            return True
    return False


def lost_at_the_end(subject: Subject) -> int:
    """Count the requests that were taken and not answered when it was told to stop."""
    lost: list[str] = []
    callers = [
        threading.Thread(target=_keep_asking, args=(subject, lost))
        for _ in range(CALLERS)
    ]
    for caller in callers:
        caller.start()
    time.sleep(1)
    subject.process.terminate()
    subject.process.wait(30)
    for caller in callers:
        caller.join()
    return len(lost)


def _keep_asking(subject: Subject, lost: list[str]) -> None:
    """Ask over new connections until none is taken any more."""
    parts = urlsplit(subject.address)
    while True:
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        try:
            connection.connect()
        except OSError:
            return
        try:
            connection.request("GET", PAGE)
            connection.getresponse().read()
        except (OSError, HTTPException) as error:
            lost.append(repr(error))
        finally:
            connection.close()


if __name__ == "__main__":
    main()

"""The servers that are measured: reviewblog's own, and the floors under the same."""

import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from compileall import compile_dir
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.servers import PROGRAM, free_port

PACKAGE = Path(__file__).parents[2] / "reviewblog"
WORKERS = 2
THREADS = 4


@contextmanager
def reviewblog(folder: Path, **settings: str) -> Iterator["Subject"]:
    """Serve an instance folder as an operator does."""
    # As pip does with what it installs: an operator's start compiles nothing.
    compile_dir(PACKAGE, quiet=1)
    given = {"INSTANCE_PATH": str(folder), "COMMENT_LIMIT": "off"} | settings
    env = {f"REVIEWBLOG_{name}": value for name, value in given.items()}
    port = free_port()
    command = [PROGRAM, "serve", "--port", str(port), "--workers", str(WORKERS)]
    with running([str(part) for part in command], port, env, "/readyz") as subject:
        yield subject


def cold_start(folder: Path, *, times: int) -> float:
    """Return how long it takes to the first answer, in seconds; a median."""
    took = []
    for _ in range(times):
        with reviewblog(folder) as subject:
            took.append(subject.started_in)
    return statistics.median(took)


@contextmanager
def floor(name: str, database: Path) -> Iterator["Subject"]:
    """Serve one of the floors with the same server and settings."""
    port = free_port()
    factory = [] if name == "constant" else ["--factory"]
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1"),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
        *("--no-ws", "--log-level", "warning", "--workers-kill-timeout", "5"),
        *("--port", str(port), *factory),
        f"tests.benchmarks.floors:{name}",
    ]
    env = {"FLOOR_DATABASE": f"sqlite:///{database}"}
    with running(command, port, env, "/") as subject:
        yield subject


class Subject:
    """A running server."""

    def __init__(self, process: subprocess.Popen[bytes], address: str) -> None:
        """Remember how it was started and when."""
        self.process = process
        self.address = address
        self.started_in = 0.0

    def pss_mib(self) -> float:
        """Sum the memory of all its processes, shared pages counted once."""
        return sum(pss_of(pid) for pid in family(self.process.pid)) / 1024

    def cpu_seconds(self) -> float:
        """Sum the processor time of all its processes."""
        return sum(map(cpu_of, family(self.process.pid)))


@contextmanager
def running(
    command: list[str], port: int, env: dict[str, str], ready: str
) -> Iterator[Subject]:
    """Start a server, wait for its first answer, and end it afterwards."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=os.environ | env, stdout=subprocess.DEVNULL)
    subject = Subject(process, f"http://127.0.0.1:{port}")
    try:
        while True:
            try:
                urlopen(f"{subject.address}{ready}").read()
                break
            except (URLError, ConnectionError):
                assert process.poll() is None, command
                time.sleep(0.01)
        subject.started_in = time.perf_counter() - began
        yield subject
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server, and its workers where it cannot."""
    members = family(process.pid)
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        for pid in members:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


def family(pid: int) -> list[int]:
    """List a process and all of its descendants (Linux)."""
    # A child belongs to the thread that started it.
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text().split()]
    return [pid, *(one for child in children for one in family(int(child)))]


def pss_of(pid: int) -> int:
    """Return a process's proportional set size in KiB (Linux)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) if found else 0


def cpu_of(pid: int) -> float:
    """Return the processor time that a process has taken, in seconds (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

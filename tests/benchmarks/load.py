"""Ask a server many times at once: wrk where it is, threads of Python elsewhere."""

import re
import shutil
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

CONNECTIONS = 16
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Answers a second, and milliseconds that 99 of 100 stayed under."""

    per_second: float
    p99_ms: float
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Duel:
    """Medians of several rounds of two addresses, and of the ratios round by round.

    What the machine does besides comes and goes; both sides of a round share it.
    """

    rate: Rate
    floor: Rate
    ratio: float


class Target(NamedTuple):
    """What is asked for, again and again, or the paths that are asked for in turn."""

    address: str
    headers: Mapping[str, str] = NO_HEADERS
    paths: Sequence[str] = ()


class Round(NamedTuple):
    """Two things that were asked for one after the other."""

    own: Rate
    floor: Rate


def take_rounds(
    own: Target, floor: Target, *, rounds: int, seconds: int
) -> list[Round]:
    """Ask for two things in turn, so often; each second time the other goes first."""
    taken = []
    for turn in range(rounds):
        if turn % 2:
            other, one = ask(*floor, seconds=seconds), ask(*own, seconds=seconds)
        else:
            one, other = ask(*own, seconds=seconds), ask(*floor, seconds=seconds)
        taken.append(Round(one, other))
    return taken


def duel_of(rounds: Sequence[Round]) -> Duel:
    """Take medians, and that of the ratios."""
    return Duel(
        rate=median_of([each.own for each in rounds]),
        floor=median_of([each.floor for each in rounds]),
        ratio=statistics.median(
            each.own.per_second / each.floor.per_second for each in rounds
        ),
    )


def median_of(rates: Sequence[Rate]) -> Rate:
    """Return the median of each figure; failures are added up."""
    return Rate(
        per_second=statistics.median(rate.per_second for rate in rates),
        p99_ms=statistics.median(rate.p99_ms for rate in rates),
        failures=sum(rate.failures for rate in rates),
    )


def ask(
    address: str,
    headers: Mapping[str, str] = NO_HEADERS,
    paths: Sequence[str] = (),
    *,
    seconds: int,
) -> Rate:
    """Ask for one address, or for many in turn, as fast as they are answered."""
    if has_wrk():
        turns = _asking_in_turn(paths) if paths else ""
        return ask_with_wrk(address, headers, turns, seconds=seconds)
    return _with_threads(address, seconds, headers, paths)


def _asking_in_turn(paths: Sequence[str]) -> str:
    listed = ", ".join(f'"{path}"' for path in paths)
    return (
        f"local paths, turn = {{ {listed} }}, 0\n"
        "request = function()\n"
        "  turn = turn % #paths + 1\n"
        "  return wrk.format(nil, paths[turn])\n"
        "end\n"
    )


def has_wrk() -> bool:
    """Tell whether the quicker client is installed."""
    return shutil.which("wrk") is not None


def ask_with_wrk(
    address: str,
    headers: Mapping[str, str] = NO_HEADERS,
    script: str = "",
    *,
    seconds: int,
    connections: int = CONNECTIONS,
) -> Rate:
    """Ask with wrk; a script in Lua may say for what."""
    given = [
        part for item in headers.items() for part in ("-H", f"{item[0]}: {item[1]}")
    ]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    with NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        scripted = ["-s", file.name] if script else []
        done = subprocess.run(
            [*command, *scripted, *given, address],
            capture_output=True,
            text=True,
            check=True,
        )
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    assert rate, done.stdout
    assert p99, done.stdout
    unit = {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99.group(2)]
    return Rate(
        per_second=float(rate.group(1)),
        p99_ms=float(p99.group(1)) * unit,
        failures=int(failed.group(1)) if failed else 0,
    )


def _with_threads(
    address: str, seconds: int, headers: Mapping[str, str], paths: Sequence[str]
) -> Rate:
    parts = urlsplit(address)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    turns = cycle(paths or [target])
    took: list[float] = []
    failures: list[int] = []
    ends = time.monotonic() + seconds

    def keep_asking() -> None:
        connection = HTTPConnection(parts.hostname or "", parts.port)
        while time.monotonic() < ends:
            began = time.perf_counter()
            connection.request("GET", next(turns), headers=dict(headers))
            response = connection.getresponse()
            response.read()
            took.append(time.perf_counter() - began)
            if response.status >= 400:
                failures.append(response.status)

    threads = [threading.Thread(target=keep_asking) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.sort()
    return Rate(
        per_second=len(took) / seconds,
        p99_ms=took[int(len(took) * 0.99)] * 1000,
        failures=len(failures),
    )

"""Run the benchmarks and print tables: ``python -m tests.benchmarks [--quick]``."""

import argparse
import platform
import sqlite3
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.request import Request, urlopen

from tests.benchmarks.data import BUSIEST, make_database
from tests.benchmarks.first_visit import first_visit
from tests.benchmarks.load import Duel, Round, Target, ask, duel_of, take_rounds
from tests.benchmarks.posting import comments_per_second
from tests.benchmarks.publishing import CHANGES, publish_while_reading
from tests.benchmarks.subjects import Subject, cold_start, floor, reviewblog
from tests.benchmarks.table import Row, growth, head, row_of_duel, row_of_rate

PAGES = {
    "review, 20 comments": f"/reviews/{BUSIEST}/",
    "front page": "/",
    "tag page": "/tags/topic-1/",
    "feed of 50": "/feed.xml",
}
LISTS = {
    "archive, two filters": "/reviews/?tag=topic-1&decade=1960",
    "archive, two filters that fill a page": "/reviews/?tag=topic-1&kind=film",
    "archive, one filter": "/reviews/?tag=topic-2",
    "archive by title": "/reviews/?sort=title",
    "person": "/people/person-1/",
}
CACHED_FLOOR, UNCACHED_FLOOR, SEARCHES = "0.8", "0.3", "100 a second"
CLIENTS = {1: 250, 4: 300}
# A feed is polled by a program with a name, which is read to count its readers.
POLL = {"User-Agent": "FreshRSS/1.27.0 (Linux; https://freshrss.org)"}


Rounds = dict[str, list[Round]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long and how often each thing is measured."""

    rounds: int
    seconds: int
    starts: int

    def take_rounds(self, own: Target, bottom: Target) -> list[Round]:
        """Measure something beside its floor."""
        return take_rounds(own, bottom, rounds=self.rounds, seconds=self.seconds)

    def duel(self, own: Target, bottom: Target) -> Duel:
        """Measure something beside its floor, and sum it up."""
        return duel_of(self.take_rounds(own, bottom))


# Many short rounds: what the machine does besides comes and goes within seconds.
# One start of a server differs from the next by some per cent, for as long as it runs.
QUICK = Effort(rounds=1, seconds=1, starts=1)
THOROUGH = Effort(rounds=7, seconds=1, starts=3)


def main() -> None:
    """Measure each size; the floors are measured beside the pages."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--quick", action="store_true", help="under a minute")
    parser.add_argument("--sizes", type=int, nargs="*", help="how many reviews")
    parser.add_argument(
        "--data", type=Path, help="keep the databases in this folder, for the next run"
    )
    options = parser.parse_args()
    sizes = options.sizes or ([200] if options.quick else [1_000, 10_000, 100_000])
    effort = QUICK if options.quick else THOROUGH
    measured: list[Sequence[Row]] = []
    print(f"Python {platform.python_version()}, {Path(sys.executable).resolve()}")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="reviewblog-bench-") as scratch:
            folder = (options.data or Path(scratch)) / f"{size}"
            measured.append(measure(folder, size, effort))
    for size, rows in list(zip(sizes, measured, strict=True))[1:]:
        print(f"\n### What is left of the rate: {size:,} reviews, not {sizes[0]:,}\n")
        print("| what | of the rate | of the ratio to the floor |")
        print("| --- | --- | --- |")
        print("\n".join(growth(measured[0], rows)))


def measure(folder: Path, size: int, effort: Effort) -> list[Row]:
    """Measure one site of one size; return what was not cached."""
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "reviewblog.sqlite"
    if not database.exists():
        make_database(folder, size)
    print(f"\n### {size:,} reviews, {database.stat().st_size / 2**20:,.0f} MiB\n")
    print(head())
    with ExitStack() as stack:
        floors = {
            name: stack.enter_context(floor(name, database))
            for name in ("constant", "flask_app", "orm_app")
        }
        show(floor_rows(floors, effort))
        show(start_rows(folder, effort))
        rounds: Rounds = defaultdict(list)
        for _ in range(effort.starts - 1):
            with floor("constant", database) as bottom, reviewblog(folder) as subject:
                ask_the_cache(rounds, subject, bottom, effort)
        with reviewblog(folder) as subject:
            ask_the_cache(rounds, subject, floors["constant"], effort)
            show(cached(rounds))
            show(memory_rows(subject))
            show(publishing_rows(subject, folder, effort))
            show(posting_rows(subject, effort))
        with reviewblog(folder, PAGE_CACHE_MB="0") as subject:
            words = words_of(database)
            return show(uncached(subject, floors["orm_app"], words, effort))


def show(rows: Iterator[Row]) -> list[Row]:
    """Print each row as soon as it is known."""
    shown = []
    for row in rows:
        print(row, flush=True)
        shown.append(row)
    return shown


def floor_rows(floors: dict[str, Subject], effort: Effort) -> Iterator[Row]:
    """Measure the floors themselves at a page of twelve KiB."""
    names = {
        "constant": "floor: constant WSGI answer, 12 KiB",
        "flask_app": "floor: constant Flask view, 12 KiB",
        "orm_app": "floor: one ORM read and a Jinja page, 12 KiB",
    }
    for name, what in names.items():
        rate = ask(f"{floors[name].address}/12288", seconds=effort.seconds)
        yield row_of_rate(what, rate)


def start_rows(folder: Path, effort: Effort) -> Iterator[Row]:
    """Measure a start with everything that it looks after."""
    seconds = cold_start(folder, times=effort.rounds)
    yield Row(what="first answer", figure=f"{seconds:.2f} s", wanted="1.0 s at 10,000")


def ask_the_cache(
    rounds: Rounds, subject: Subject, constant: Subject, effort: Effort
) -> None:
    """Ask for whole pages from the cache beside constant bytes of their size."""
    for what, path in PAGES.items():
        address = subject.address + path
        bottom = Target(f"{constant.address}/{size_of(address)}")
        rounds[f"{what}, cached"] += effort.take_rounds(Target(address), bottom)
    address = f"{subject.address}/feed.xml"
    poll = Target(address, POLL | {"If-None-Match": etag_of(address)})
    nothing = Target(f"{constant.address}/", POLL)
    rounds["304 to a feed poll"] += effort.take_rounds(poll, nothing)


def cached(rounds: Rounds) -> Iterator[Row]:
    """Sum up what the cache answered in all starts."""
    for what, taken in rounds.items():
        yield row_of_duel(what, duel_of(taken), CACHED_FLOOR)


def memory_rows(subject: Subject) -> Iterator[Row]:
    """Weigh what has just been under load, and what it sends to a new reader."""
    memory = f"{subject.pss_mib():.0f} MiB PSS"
    yield Row(what="memory after the load", figure=memory, wanted="150 MiB at 10,000")
    visit = first_visit(subject)
    yield Row(
        what="first visit to a review",
        figure=f"{visit.requests} requests, {visit.bytes_without_fonts / 1000:.1f} kB",
        wanted="8 requests, 40 kB without fonts",
    )


def publishing_rows(subject: Subject, folder: Path, effort: Effort) -> Iterator[Row]:
    """Publish under load."""
    done = publish_while_reading(subject, folder, seconds=effort.seconds)
    yield Row(
        what=f"{CHANGES} changes under load: {done.stale} stale answers",
        figure=row_of_rate("", done.readers).figure,
        p99=f"{done.readers.p99_ms:.1f}",
        wanted="none, p99 50 ms",
    )


def posting_rows(subject: Subject, effort: Effort) -> Iterator[Row]:
    """Post comments, each of them durable before it is answered."""
    for clients, wanted in CLIENTS.items():
        rate = statistics.median(
            comments_per_second(subject, clients=clients, seconds=effort.seconds)
            for _ in range(effort.rounds)
        )
        what = f"comments posted, {clients} client{'s' if clients > 1 else ''}"
        yield Row(what=what, figure=f"{rate:,.0f}", wanted=f"{wanted}")


def uncached(
    subject: Subject, orm: Subject, words: Sequence[str], effort: Effort
) -> Iterator[Row]:
    """Measure pages made anew against a view with one read and one template."""
    for what, path in (PAGES | LISTS).items():
        address = subject.address + path
        bottom = Target(f"{orm.address}/{size_of(address)}")
        result = effort.duel(Target(address), bottom)
        yield row_of_duel(f"{what}, not cached", result, UNCACHED_FLOOR)
    for what, paths in searches(words).items():
        address = subject.address + paths[0]
        own = Target(address, paths=paths)
        result = effort.duel(own, Target(f"{orm.address}/{size_of(address)}"))
        yield row_of_duel(f"search, {what}", result, SEARCHES)


def searches(words: Sequence[str]) -> dict[str, Sequence[str]]:
    """Ask for many different things: what was found once is remembered for a while."""
    pairs = pairwise(words)
    return {
        "one word": [f"/search?q={word}" for word in words],
        "two words": [f"/search?q={one}+{other}" for one, other in pairs],
        "a word of every review and another": [
            f"/search?q=review+{word}" for word in words
        ],
    }


def words_of(database: Path) -> list[str]:
    """Take words from the newest text: people look for what there is."""
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT plain FROM search_entry ORDER BY review_id DESC LIMIT 2"
        texts = " ".join(text for (text,) in connection.execute(query))
    return sorted({word.lower() for word in texts.split() if word.isalpha()})


def size_of(address: str) -> int:
    """Return how long a page is."""
    return len(urlopen(address).read())


def etag_of(address: str) -> str:
    """Return the validator of a page."""
    return str(urlopen(Request(address)).headers["ETag"])


if __name__ == "__main__":
    main()

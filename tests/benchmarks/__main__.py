"""Run the benchmarks and print one table: ``python -m tests.benchmarks [--quick]``."""

import argparse
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.request import Request, urlopen

from tests.benchmarks.data import BUSIEST, make_database
from tests.benchmarks.load import Rate, ask
from tests.benchmarks.posting import comments_per_second
from tests.benchmarks.publishing import publish_while_reading
from tests.benchmarks.subjects import Subject, floor, reviewblog

PAGES = {
    "review, 20 comments": f"/reviews/{BUSIEST}/",
    "front page": "/",
    "tag page": "/tags/topic-1/",
    "feed": "/feed.xml",
}
UNCACHED_ONLY = {
    "archive, two filters": "/reviews/?tag=topic-1&decade=1960",
    "archive, one filter": "/reviews/?tag=topic-2",
    "archive by title": "/reviews/?sort=title",
    "person": "/people/person-1/",
    "search, one word": "/search?q={first}",
    "search, two words": "/search?q={first}+{second}",
}
CACHED_FLOOR, UNCACHED_FLOOR = 0.8, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measured thing, and its ratio to a floor where there is one."""

    what: str
    rate: Rate
    floor: Rate | None = None
    wanted: float | None = None

    def __str__(self) -> str:
        ratio = ""
        if self.floor is not None and self.wanted is not None:
            of = self.rate.per_second / self.floor.per_second
            ratio = f"{of:6.2f} of floor (wanted {self.wanted})"
        return (
            f"{self.what:38} {self.rate.per_second:9,.0f}/s "
            f"p99 {self.rate.p99_ms:7.2f} ms  {ratio}"
            + (f"  {self.rate.failures} FAILED" if self.rate.failures else "")
        )


def main() -> None:
    """Measure each size; the floors are measured beside the pages."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--quick", action="store_true", help="under a minute")
    parser.add_argument("--sizes", type=int, nargs="*", help="how many reviews")
    options = parser.parse_args()
    sizes = options.sizes or ([200] if options.quick else [1_000, 10_000, 100_000])
    seconds = 1.0 if options.quick else 4.0
    measured = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="reviewblog-bench-") as folder:
            measured[size] = measure(Path(folder), size, seconds)
    for smaller, larger in pairwise(sizes):
        print(f"\n== {larger:,} reviews take so many times what {smaller:,} take ==")
        for line, slower in zip(measured[smaller], measured[larger], strict=True):
            growth = line.rate.per_second / slower.rate.per_second
            print(f"{line.what:38} {growth:6.2f}")


def measure(folder: Path, size: int, seconds: float) -> list[Line]:
    """Measure one site of one size; return what was not cached."""
    database = make_database(folder, size)
    print(f"\n== {size:,} reviews, {database.stat().st_size / 2**20:,.0f} MiB ==")
    with reviewblog(folder) as subject:
        print(f"first answer after {subject.started_in:.2f} s")
        for line in cached(subject, database, seconds):
            print(line, flush=True)
        print(f"memory after the load: {subject.pss_mib():.0f} MiB PSS")
        print(feed_poll(folder, subject, seconds), flush=True)
        print(publish_while_reading(subject, folder, seconds))
        for clients in (1, 4):
            print(comments_per_second(subject, clients, seconds))
    with reviewblog(folder, PAGE_CACHE_MB="0") as subject:
        lines = []
        for line in uncached(subject, database, seconds):
            print(line, flush=True)
            lines.append(line)
    return lines


def cached(subject: Subject, database: Path, seconds: float) -> Iterator[Line]:
    """Measure whole pages from the cache against constant bytes of their size."""
    for what, path in PAGES.items():
        size = size_of(subject.address + path)
        with floor("constant", size, database) as constant:
            bottom = ask(f"{constant.address}/", seconds=seconds, headers={})
            rate = ask(subject.address + path, seconds=seconds, headers={})
        yield Line(what=f"{what}, cached", rate=rate, floor=bottom, wanted=CACHED_FLOOR)
    headers = {"If-None-Match": etag_of(f"{subject.address}/feed.xml")}
    with floor("constant", 1, database) as constant:
        bottom = ask(f"{constant.address}/", seconds=seconds, headers={})
        rate = ask(f"{subject.address}/feed.xml", seconds=seconds, headers=headers)
    yield Line(what="feed, 304", rate=rate, floor=bottom, wanted=CACHED_FLOOR)


def feed_poll(folder: Path, subject: Subject, seconds: float) -> str:
    """Compare a poll of an unchanged feed of fifty items with producing it."""
    path = "/feed.xml"
    tag = {"If-None-Match": etag_of(subject.address + path)}
    poll = ask(subject.address + path, seconds=seconds, headers=tag)
    with reviewblog(folder, PAGE_CACHE_MB="0") as plain:
        made = ask(plain.address + path, seconds=seconds, headers={})
    share = made.per_second / poll.per_second
    return f"feed of 50 items: a poll costs {share:.1%} of producing it (wanted < 5%)"


def uncached(subject: Subject, database: Path, seconds: float) -> Iterator[Line]:
    """Measure pages made anew against a view with one read and one template."""
    first, second = two_words(database)
    for what, template in (PAGES | UNCACHED_ONLY).items():
        path = template.format(first=first, second=second)
        size = size_of(subject.address + path)
        with floor("orm_app", size, database) as orm:
            bottom = ask(f"{orm.address}/", seconds=seconds, headers={})
            rate = ask(subject.address + path, seconds=seconds, headers={})
        yield Line(
            what=f"{what}, not cached", rate=rate, floor=bottom, wanted=UNCACHED_FLOOR
        )


def two_words(database: Path) -> tuple[str, str]:
    """Take two words from the newest text: somebody looks for what there is."""
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT plain FROM search_entry ORDER BY review_id DESC LIMIT 1"
        (text,) = connection.execute(query).fetchone()
    first, second, *_ = (word for word in text.split()[20:60] if word.isalpha())
    return first, second


def size_of(address: str) -> int:
    """Return how long a page is."""
    return len(urlopen(address).read())


def etag_of(address: str) -> str:
    """Return the validator of a page."""
    return str(urlopen(Request(address)).headers["ETag"])


if __name__ == "__main__":
    main()

"""Many processes take comments at once, and the author publishes meanwhile."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from sqlalchemy import create_engine, text

from tests.cli.test_main_job_over_http import COMMENT_FORM, PASSWORD
from tests.servers import Server, serving
from tests.visitors import Answer, Visitor

pytestmark = pytest.mark.slow

PROCESSES = 8
# Each holds up to nine connections, and all tests share the hundred of one server.
PROCESSES_ON_POSTGRESQL = 4
EACH = 4
SLUGS = ("rush-1991", "badlands-1973")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        url: str = request.getfixturevalue("empty_postgres_database")
        return url
    return f"sqlite:///{tmp_path / 'instance' / 'reviewblog.sqlite'}"


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[Server]:
    settings = {"COMMENT_LIMIT": "off", "DATABASE_URL": database}
    is_small = database.startswith("postgresql")
    workers = PROCESSES_ON_POSTGRESQL if is_small else PROCESSES
    options = ["--workers", str(workers), "--no-jobs"]
    with serving(tmp_path, settings=settings, options=options) as server:
        yield server


@pytest.fixture
def author(server: Server) -> Visitor:
    author = Visitor(server.address)
    author.submit(
        server.setup_link(),
        "main form",
        username="ada",
        email="ada@example.org",
        password=PASSWORD,
        site_title="Row K",
    )
    rules = author.submit("/dashboard/settings/comments/", "main form", mode="open")
    assert rules.status == 200, rules.text
    for film in ("Rush 1991", "Badlands 1973"):
        publish(author, "new", film)
    return author


def publish(author: Visitor, where: str, film: str = "") -> Answer:
    """Publish a new review, or an old one with another text."""
    title, _, year = film.partition(" ")
    named = {"film_title": title, "release_year": year} if film else {}
    answer = author.submit(
        f"/dashboard/reviews/{where}",
        "main form",
        body=f"Half over before it notices. {film}",
        action="publish",
        **named,
    )
    assert answer.status == 200, answer.text
    return answer


def comment(address: str, number: int, start: Barrier) -> list[str]:
    """Send comments, each twice as impatient people do; return where each stands."""
    reader = Visitor(address)
    start.wait()
    return [
        say(reader, SLUGS[turn % 2], f"Thought {turn} of {number}").url
        for turn in range(EACH)
        for _ in ("click", "click")
    ]


def say(reader: Visitor, slug: str, body: str) -> Answer:
    posted = reader.submit(f"/reviews/{slug}/", COMMENT_FORM, name="Odile", body=body)
    assert posted.status == 200, posted.text
    return posted


def keep_publishing(author: Visitor, start: Barrier, over: Event) -> int:
    start.wait()
    number = 0
    while not over.is_set():
        publish(author, "new", f"Film{number} 1999")
        publish(author, f"{1 + number % 2}/edit")
        number += 1
    return number


def test_no_comment_is_lost_or_doubled_when_everybody_writes_at_once(
    server: Server, author: Visitor, database: str
) -> None:
    start, over = Barrier(PROCESSES + 1), Event()

    with ThreadPoolExecutor(PROCESSES + 1) as crowd:
        publishing = crowd.submit(keep_publishing, author, start, over)
        try:
            commenting = [
                crowd.submit(comment, server.address, number, start)
                for number in range(PROCESSES)
            ]
            places = [place for job in commenting for place in job.result(120)]
        finally:
            over.set()
        assert publishing.result(60) > 0

    engine = create_engine(database)
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT body, status FROM comment")).all()
        counts = connection.execute(
            text("SELECT slug, comment_count FROM review WHERE id <= 2")
        ).all()
    engine.dispose()
    assert len(places) == 2 * PROCESSES * EACH
    assert len(set(places)) == PROCESSES * EACH
    assert sorted(body for body, _ in stored) == sorted(
        f"Thought {turn} of {number}"
        for turn in range(EACH)
        for number in range(PROCESSES)
    )
    assert {status for _, status in stored} == {"approved"}
    each = PROCESSES * EACH // 2
    assert dict(tuple(row) for row in counts) == dict.fromkeys(SLUGS, each)
    for slug in SLUGS:
        page = Visitor(server.address).get(f"/reviews/{slug}/").text
        assert len(re.findall(r'id="comment-\d+"', page)) == each
    assert "Traceback" not in server.log.read_text()

"""The main job with nothing but HTTP requests, on both databases."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Server, serving
from tests.visitors import Visitor

pytestmark = pytest.mark.slow

PASSWORD = "a long walk to the pictures"
REVIEW = "/reviews/rush-1991/"
CAST = (
    "Jason Patric",
    "Jennifer Jason Leigh",
    "Sam Elliott",
    "Max Perlich",
    "G. Allman",
)
COMMENT_FORM = "form#respond"


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    settings = {"COMMENT_LIMIT": "off"}
    if request.param == "postgresql":
        settings["DATABASE_URL"] = request.getfixturevalue("empty_postgres_database")
    with serving(tmp_path, settings=settings) as server:
        yield server


@pytest.fixture
def author(server: Server) -> Visitor:
    visitor = Visitor(server.address)
    answer = visitor.submit(
        server.setup_link(),
        "main form",
        username="ada",
        email="ada@example.org",
        password=PASSWORD,
        site_title="Row K",
    )
    assert answer.url == f"{server.address}/dashboard/"
    return visitor


def publish_rush(author: Visitor) -> None:
    answer = author.submit(
        "/dashboard/reviews/new",
        "main form",
        film_title="Rush",
        release_year="1991",
        directors="Lili Fini Zanuck",
        cast="\n".join([f"{CAST[0]} as Jim Raynor", *CAST[1:]]),
        runtime_minutes="120",
        grade="B",
        body="*Rush* (1991) is half over before it notices.",
        action="publish",
    )
    assert answer.status == 200, answer.text


def comment_ids(text: str) -> list[str]:
    return re.findall(r'id="comment-(\d+)"', text)


def test_a_review_its_feed_and_its_comments(server: Server, author: Visitor) -> None:
    publish_rush(author)
    for path in (REVIEW, "/feed.xml"):
        page = author.get(path).text
        for fact in ("Rush", "1991", "Lili Fini Zanuck", "notices", *CAST[:1]):
            assert fact in page, (path, fact)
    page = author.get(REVIEW).text
    assert all(name in page for name in (*CAST, "Jim Raynor", "2 Hrs.", ">B<"))

    reader, stranger = Visitor(server.address), Visitor(server.address)
    posted = reader.submit(REVIEW, COMMENT_FORM, name="Odile", body="You are too kind.")
    [first] = comment_ids(posted.text)
    assert posted.url.endswith(f"{REVIEW}#comment-{first}")
    replied = reader.submit(
        REVIEW, COMMENT_FORM, name="Odile", body="And too brief.", parent_id=first
    )
    assert len(comment_ids(replied.text)) == 2
    assert comment_ids(stranger.get(REVIEW).text) == []

    author.submit(
        "/dashboard/comments/?status=pending",
        "form#queue",
        action="approve",
        comment_id=comment_ids(replied.text),
    )
    assert sorted(comment_ids(stranger.get(REVIEW).text)) == sorted(
        comment_ids(replied.text)
    )


def test_a_killed_server_has_kept_every_comment_it_acknowledged(
    tmp_path: Path,
) -> None:
    with serving(tmp_path, settings={"COMMENT_LIMIT": "off"}) as server:
        author = Visitor(server.address)
        author.submit(
            server.setup_link(),
            "main form",
            username="ada",
            email="ada@example.org",
            password=PASSWORD,
            site_title="Row K",
        )
        publish_rush(author)
        reader = Visitor(server.address)
        for number in range(10):
            answer = reader.submit(
                REVIEW, COMMENT_FORM, name="Odile", body=f"Thought {number}"
            )
            assert answer.status == 200
        server.process.kill()
        server.process.wait()

    with serving(tmp_path) as again:
        author = Visitor(again.address)
        author.submit("/login", "main form", username="ada", password=PASSWORD)
        queue = author.get("/dashboard/comments/").text

    assert all(f"Thought {number}" in queue for number in range(10))

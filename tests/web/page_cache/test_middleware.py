"""Pages are kept, and never a moment longer than they are true."""

import gzip
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from time import sleep

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import EnvironBuilder, run_wsgi_app

from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.config import Settings
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.web import page_cache, readers_first
from tests.factories import make_comment, make_review


class Rendered:
    """Counts how often Flask had to make a page."""

    def __init__(self, app: Flask) -> None:
        self.times = 0
        app.before_request(self.count)

    def count(self) -> None:
        self.times += 1


@pytest.fixture
def app(fresh_app: Flask) -> Flask:
    """An application whose requests can be counted, with an empty cache."""
    return fresh_app


@pytest.fixture
def rendered(app: Flask) -> Rendered:
    return Rendered(app)


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, title="Playtime", slug="playtime-1967")


@pytest.fixture
def second_worker(
    settings: Settings, build_app: Callable[[Settings], Flask]
) -> FlaskClient:
    """Another process on the same database, as far as the cache can tell."""
    return build_app(settings).test_client()


def test_a_page_is_made_once(
    client: FlaskClient, rendered: Rendered, review: Review
) -> None:
    first, second = (client.get("/reviews/playtime-1967/") for _ in range(2))

    assert rendered.times == 1
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]


def test_a_change_is_seen_by_every_worker_at_the_next_request(
    client: FlaskClient, second_worker: FlaskClient, session: Session, review: Review
) -> None:
    workers = (client, second_worker)
    for worker in workers:
        worker.get("/")

    review.title = "Play Time"
    session.commit()

    assert all("Play Time" in worker.get("/").text for worker in workers)


def test_a_comment_approved_elsewhere_leaves_a_review_page_alone(
    client: FlaskClient, rendered: Rendered, session: Session, review: Review
) -> None:
    other = make_comment(session)
    client.get("/reviews/playtime-1967/")

    other.status = CommentStatus.APPROVED
    session.commit()

    client.get("/reviews/playtime-1967/")
    assert rendered.times == 1


def test_a_scheduled_review_ends_the_cache_by_the_clock(
    client: FlaskClient, session: Session
) -> None:
    soon = utcnow() + timedelta(seconds=2)
    make_review(session, title="Embargoed", published_at=soon)
    assert "Embargoed" not in client.get("/").text

    sleep(max(0.0, (soon - utcnow()).total_seconds()) + 0.05)

    assert "Embargoed" in client.get("/").text


def test_a_saved_draft_throws_nothing_away(
    client: FlaskClient, rendered: Rendered, session: Session, review: Review
) -> None:
    client.get("/")

    make_review(session, status=ReviewStatus.DRAFT, published_at=None)

    client.get("/")
    assert rendered.times == 1


@pytest.mark.parametrize("cookie", ["session", "reviewblog_writer"])
def test_a_personal_cookie_goes_round_the_cache(
    client: FlaskClient, rendered: Rendered, review: Review, cookie: str
) -> None:
    client.get("/")
    client.set_cookie(cookie, "anything")

    client.get("/")

    assert rendered.times == 2


def test_each_theme_has_its_own_page(client: FlaskClient, review: Review) -> None:
    plain = client.get("/").text
    client.set_cookie("theme", "dark")

    dark = client.get("/").text

    assert 'data-theme="dark"' in dark
    assert 'data-theme="dark"' not in plain


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
        ("br, " + "x" * 300, None, bytes),
    ],
)
def test_each_encoding_holds_the_same_page(
    client: FlaskClient,
    review: Review,
    accepted: str,
    encoding: str | None,
    decode: type[bytes],
) -> None:
    plain = client.get("/").data

    response = client.get("/", headers={"Accept-Encoding": accepted})

    assert response.headers.get("Content-Encoding") == encoding
    assert decode(response.data) == plain
    assert int(response.headers["Content-Length"]) == len(response.data)
    assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_a_copy_that_is_still_good_answers_304(
    client: FlaskClient, review: Review, accepted: str
) -> None:
    headers = {"Accept-Encoding": accepted}
    etag = client.get("/", headers=headers).headers["ETag"]

    response = client.get("/", headers=headers | {"If-None-Match": f'"x", W/{etag}'})

    assert response.status_code == HTTPStatus.NOT_MODIFIED
    assert response.data == b""
    assert response.headers["ETag"] == etag


def test_a_304_repeats_what_it_must_and_nothing_else(
    client: FlaskClient, review: Review
) -> None:
    page = client.get("/").headers

    headers = client.get("/", headers={"If-None-Match": page["ETag"]}).headers

    assert set(headers.keys()) == {"Cache-Control", "ETag", "Vary"}
    assert all(page[name] == value for name, value in headers.items())


def test_every_encoding_has_its_own_strong_validator(
    client: FlaskClient, review: Review
) -> None:
    etags = {
        client.get("/", headers={"Accept-Encoding": accepted}).headers["ETag"]
        for accepted in ("br", "gzip", "")
    }

    assert len(etags) == 3
    assert not any(etag.startswith("W/") for etag in etags)


def test_workers_agree_on_validators(
    client: FlaskClient, second_worker: FlaskClient, review: Review
) -> None:
    path = "/reviews/playtime-1967/"

    etags = {worker.get(path).headers["ETag"] for worker in (client, second_worker)}

    assert len(etags) == 1


def test_head_tells_what_get_would(client: FlaskClient, review: Review) -> None:
    head = client.head("/")
    get = client.get("/")

    assert head.data == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert head.headers["ETag"] == get.headers["ETag"]


@pytest.mark.parametrize(
    "query", ["?utm_source=x", "?reply=1", "?" + "q=" + "x" * 300, "?page=1&nonsense"]
)
def test_unknown_questions_are_not_kept(
    client: FlaskClient, rendered: Rendered, query: str
) -> None:
    for _ in range(2):
        client.get(f"/{query}")

    assert rendered.times == 2


@pytest.mark.parametrize("path", ["/nowhere/", "/login", "/healthz", "/dashboard/"])
def test_only_shared_pages_are_kept(
    client: FlaskClient, rendered: Rendered, path: str
) -> None:
    for _ in range(2):
        client.get(path)

    assert rendered.times == 2


@pytest.mark.parametrize("path", ["/", "/feed.xml", "/sitemap.xml"])
def test_a_kept_page_does_not_bring_its_hour_of_birth(
    client: FlaskClient, review: Review, path: str
) -> None:
    for _ in range(2):
        assert "Date" not in client.get(path).headers


def test_a_crowd_at_a_new_page_makes_it_once(
    app: Flask, rendered: Rendered, review: Review
) -> None:
    together = threading.Barrier(8)

    def read(_: int) -> bytes:
        together.wait()
        return bytes(app.test_client().get("/reviews/playtime-1967/").data)

    with ThreadPoolExecutor(8) as crowd:
        pages = set(crowd.map(read, range(8)))

    assert len(pages) == 1
    assert rendered.times == 1


def test_a_content_network_learns_what_a_page_depends_on(
    client: FlaskClient, review: Review
) -> None:
    headers = client.get("/reviews/playtime-1967/").headers

    assert headers["Surrogate-Key"] == f"reviews comments-{review.id}"
    assert "stale-while-revalidate" in headers["CDN-Cache-Control"]
    assert headers["Cache-Control"] == "public, no-cache"


def test_the_cache_can_be_switched_off(
    settings: Settings, build_app: Callable[[Settings], Flask], review: Review
) -> None:
    app = build_app(replace(settings, page_cache_mb="0"))
    rendered = Rendered(app)

    for _ in range(2):
        app.test_client().get("/")

    assert rendered.times == 2


@pytest.mark.parametrize("path", ["", "/reviews/playtime-1967/", "/reviews/"])
def test_a_server_may_leave_out_what_is_empty(
    app: Flask, review: Review, path: str
) -> None:
    environ = EnvironBuilder(path=path).get_environ()
    for name in ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"):  # PEP 3333
        if environ[name] in {"", "/"}:
            del environ[name]

    body, status, _ = run_wsgi_app(app, environ)

    assert status == "200 OK"
    assert b"Playtime" in b"".join(body)


class Unsent:
    """A body that was announced and never comes."""

    def read(self, _size: int = -1) -> bytes:
        pytest.fail("who waits for this keeps everybody waiting")


def test_nobody_waits_for_what_comes_with_a_question_for_a_page(
    app: Flask, review: Review
) -> None:
    environ = EnvironBuilder(path="/").get_environ()
    unsent = {"CONTENT_LENGTH": "10", "wsgi.input": Unsent()}
    readers_first.init_app(app, threads=4)
    page_cache.init_app(app, app.config["SETTINGS"])

    body, status, _ = run_wsgi_app(app, environ | unsent)

    assert status == "200 OK"
    assert b"Playtime" in b"".join(body)

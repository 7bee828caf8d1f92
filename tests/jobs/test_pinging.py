"""A hub that is told, over HTTP, of what has appeared."""

import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.errands import Errand, ErrandState
from reviewblog.jobs import job_queue
from reviewblog.jobs.pinging import ping_hub
from reviewblog.reviews.models import ReviewStatus
from reviewblog.site.defaults import get_site
from tests.clients import submit
from tests.factories import make_review


class Hub(http.server.ThreadingHTTPServer):
    """A hub that notes what it was told."""

    def __init__(self) -> None:
        self.told: list[dict[str, list[str]]] = []
        self.status = 204
        super().__init__(("127.0.0.1", 0), _Ear)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Ear(http.server.BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.append(parse_qs(body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as hub:
        threading.Thread(target=hub.serve_forever, daemon=True).start()
        yield hub
        hub.shutdown()


@pytest.fixture
def settings(settings: Settings, hub: Hub) -> Settings:
    return replace(settings, outgoing_test_port=str(hub.port))


@pytest.fixture
def told_site(session: Session, hub: Hub) -> None:
    with transaction(session):
        get_site(session).websub_hub = f"http://localhost:{hub.port}/"


@pytest.mark.usefixtures("told_site")
def test_the_hub_is_told_of_every_feed(app: Flask, session: Session, hub: Hub) -> None:
    make_review(session)

    with app.app_context():
        ping_hub()

    assert hub.told == [
        {"hub.mode": ["publish"], "hub.url": [f"http://localhost{path}"]}
        for path in ("/feed.xml", "/atom.xml", "/feed.json")
    ]


@pytest.mark.usefixtures("told_site")
def test_the_hub_is_told_once(app: Flask, session: Session, hub: Hub) -> None:
    make_review(session)

    with app.app_context():
        ping_hub()
        ping_hub()

    assert len(hub.told) == 3


@pytest.mark.usefixtures("told_site")
def test_a_scheduled_review_is_announced_when_it_has_appeared(
    app: Flask, session: Session, hub: Hub
) -> None:
    soon = utcnow() + timedelta(seconds=0.5)
    make_review(session, status=ReviewStatus.PUBLISHED, published_at=soon)

    with app.app_context():
        ping_hub()
        before = len(hub.told)
        while utcnow() <= soon:
            pass
        ping_hub()

    assert (before, len(hub.told)) == (0, 3)


@pytest.mark.usefixtures("told_site")
def test_a_hub_in_trouble_is_told_later(app: Flask, session: Session, hub: Hub) -> None:
    make_review(session)
    hub.status = 503

    with app.app_context():
        ping_hub()
        ping_hub()

    assert len(hub.told) == 1
    state = session.get_one(ErrandState, Errand.PING_HUB)
    assert state.failures == 1
    assert "the hub answered 503" in state.last_error


@pytest.mark.usefixtures("told_site")
def test_publishing_asks_the_runner_to_tell_the_hub(
    app: Flask, desk: FlaskClient
) -> None:
    submit(desk, "/dashboard/reviews/new", film_title="Rush", action="publish")

    queue = job_queue(app)
    queue.close()
    assert [type(task).__name__ for task in queue.huey.pending()] == ["ping-hub"]


def test_without_a_hub_nobody_is_told(app: Flask, session: Session, hub: Hub) -> None:
    make_review(session)

    with app.app_context():
        ping_hub()

    assert hub.told == []


def test_a_hub_in_the_own_network_is_never_asked(
    app: Flask, session: Session, hub: Hub
) -> None:
    make_review(session)
    with transaction(session):
        get_site(session).websub_hub = "http://127.0.0.1/"

    with app.app_context():
        ping_hub()

    state = session.get_one(ErrandState, Errand.PING_HUB)
    assert "not on the public internet" in state.last_error

"""Pages are dated by what they show, to the second and never wrongly."""

from datetime import timedelta
from http import HTTPStatus
from time import sleep, time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.extensions import db
from reviewblog.freshness import counter_of
from reviewblog.reviews.models import Review
from reviewblog.web import caching
from reviewblog.web.page_cache import middleware
from reviewblog.web.watch import SURE, Watch
from tests.factories import make_comment, make_review

PAGE = "/reviews/playtime-1967/"
AN_HOUR = timedelta(hours=1)
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def app(fresh_app: Flask) -> Flask:
    """An application with an empty cache."""
    return fresh_app


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, title="Playtime", slug="playtime-1967")


@pytest.fixture
def _an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages be made long after whatever was changed last."""
    monkeypatch.setattr(caching, "utcnow", lambda: utcnow() + AN_HOUR)


@pytest.mark.usefixtures("_an_hour_later")
def test_a_page_is_dated_by_its_last_change(
    client: FlaskClient, session: Session, review: Review
) -> None:
    client.get(PAGE)
    sleep(1.1)
    review.work.title = "Play Time"
    before = utcnow()
    session.commit()

    dated = client.get(PAGE).last_modified

    assert dated is not None
    assert before - A_SECOND <= dated <= utcnow() + A_SECOND


@pytest.mark.usefixtures("_an_hour_later")
def test_a_page_is_dated_by_what_it_may_link_to(
    client: FlaskClient, session: Session, review: Review
) -> None:
    before = client.get(PAGE).last_modified
    sleep(1.1)
    make_comment(session, status=CommentStatus.APPROVED)

    front, page = client.get("/").last_modified, client.get(PAGE).last_modified

    assert before
    assert front
    assert page
    # The comment came with a review of its own, which this page may link to, and may
    # itself have been written in the second after.
    assert before < page <= front


@pytest.mark.usefixtures("_an_hour_later")
def test_a_comment_elsewhere_does_not_date_a_review(
    client: FlaskClient, session: Session, review: Review
) -> None:
    comment = make_comment(session)
    before = client.get(PAGE).last_modified
    sleep(1.1)
    comment.status = CommentStatus.APPROVED
    session.commit()

    assert before
    assert client.get(PAGE).last_modified == before


@pytest.mark.usefixtures("_an_hour_later")
def test_who_sends_a_date_alone_hears_of_every_change(
    client: FlaskClient, session: Session, review: Review
) -> None:
    since = {"If-Modified-Since": client.get(PAGE).headers["Last-Modified"]}

    assert client.get(PAGE, headers=since).status_code == 304
    sleep(1.1)
    review.work.title = "Play Time"
    session.commit()

    assert "Play Time" in client.get(PAGE, headers=since).text


def test_within_the_second_of_a_change_a_page_has_no_date(
    client: FlaskClient, session: Session, review: Review
) -> None:
    review.work.title = "Play Time"
    session.commit()

    page = client.get(PAGE)

    assert page.headers["ETag"]
    assert page.last_modified is None


def test_a_page_without_a_date_gets_one_soon(
    client: FlaskClient, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SURE.total_seconds() < middleware.UNDATED_SECONDS
    monkeypatch.setattr(middleware, "UNDATED_SECONDS", 0.3)

    undated = client.get(PAGE)
    sleep(0.4)
    dated = client.get(PAGE)
    since = {"If-Modified-Since": dated.headers["Last-Modified"]}
    had = client.get(PAGE, headers=since)
    packed = client.get(PAGE, headers={"Accept-Encoding": "br"})

    assert undated.last_modified is None
    assert dated.last_modified is not None
    assert dated.headers["ETag"] == undated.headers["ETag"]
    assert dated.headers.getlist("Last-Modified") == [packed.headers["Last-Modified"]]
    assert had.status_code == HTTPStatus.NOT_MODIFIED


@pytest.mark.usefixtures("_an_hour_later")
def test_a_change_that_is_committed_late_is_heard_of(
    client: FlaskClient, session: Session, review: Review
) -> None:
    """It bears the date of a second whose pages have been given out meanwhile."""
    client.get(PAGE)
    sleep(1.05 - utcnow().microsecond / 1_000_000)
    review.work.runtime_minutes = 99
    session.commit()
    review.work.title = "Play Time"
    session.flush()
    since = {"If-Modified-Since": client.get(PAGE).headers["Last-Modified"]}
    sleep(2.2)
    session.commit()

    assert "Play Time" in client.get(PAGE, headers=since).text


@pytest.mark.usefixtures("_an_hour_later")
def test_a_review_that_comes_due_dates_the_pages_it_is_on(
    client: FlaskClient, session: Session
) -> None:
    soon = utcnow() + timedelta(seconds=2)
    make_review(session, title="Embargoed", published_at=soon)
    before = client.get("/").last_modified
    sleep(max(0.0, (soon - utcnow()).total_seconds()) + 0.05)

    page = client.get("/")

    assert "Embargoed" in page.text
    assert before
    assert page.last_modified
    assert page.last_modified > before


def test_a_watch_that_slept_through_a_turn_knows_of_it(
    app: Flask, session: Session
) -> None:
    """A worker that is asked late must not date its pages like one asked before."""
    began = utcnow() - AN_HOUR
    make_review(session, published_at=began + AN_HOUR / 2)

    with app.app_context():
        watch = Watch(db.engine, counter_of(db.engine), began_at=began)
        known = watch.look(time())

    assert known.turned_at > began + AN_HOUR / 2


def test_a_watch_that_missed_nothing_dates_pages_by_their_changes(
    app: Flask, session: Session, review: Review
) -> None:
    began = utcnow() - AN_HOUR
    with app.app_context():
        watch = Watch(db.engine, counter_of(db.engine), began_at=began)
        known = watch.look(time())

    assert known.turned_at == began
    assert known.last_change(["reviews"]) == known.times["reviews"]
    assert known.last_change(["no such scope"]) == began


def test_a_watch_keeps_nothing_of_what_was_before_it(
    app: Flask, session: Session, review: Review
) -> None:
    """Each review with comments is a scope, and no page shows what was before."""
    began = utcnow() + AN_HOUR
    with app.app_context():
        watch = Watch(db.engine, counter_of(db.engine), began_at=began)
        before = watch.look(time())
        review.title = "Play Time"
        session.commit()
        after = watch.look(time())

    assert before.changes == before.times == {}
    assert after.changes == {"reviews": after.counter}
    assert after.counter > before.counter


@pytest.mark.usefixtures("_an_hour_later")
def test_pages_of_one_person_have_no_date(client: FlaskClient) -> None:
    assert client.get("/login").last_modified is None
    assert client.get("/nowhere/").last_modified is None

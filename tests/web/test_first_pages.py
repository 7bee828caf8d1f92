"""What readers ask for first is there before they ask."""

import threading
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.config import Settings
from reviewblog.web.first_pages import FIRST_PAGES, make_first_pages
from tests.factories import make_review
from tests.statements import counted_statements


@pytest.mark.parametrize("path", ["/", "/reviews/playtime-1967/", "/feed.xml"])
def test_the_first_reader_waits_for_nothing_to_be_made(
    fresh_app: Flask, session: Session, path: str
) -> None:
    make_review(session, title="Playtime", slug="playtime-1967")
    make_first_pages(fresh_app)

    with counted_statements(fresh_app) as sent:
        page = fresh_app.test_client().get(path)

    assert page.status_code == HTTPStatus.OK
    assert "Playtime" in page.text
    assert sent == []


def test_a_site_without_reviews_has_first_pages_too(fresh_app: Flask) -> None:
    make_first_pages(fresh_app)

    assert fresh_app.test_client().get("/").status_code == HTTPStatus.OK


def test_a_site_that_keeps_no_pages_makes_them_as_well(
    settings: Settings, build_app: Callable[[Settings], Flask], session: Session
) -> None:
    make_review(session, title="Playtime", slug="playtime-1967")
    app = build_app(replace(settings, page_cache_mb="0"))

    make_first_pages(app)

    with counted_statements(app) as sent:
        assert "Playtime" in app.test_client().get("/reviews/playtime-1967/").text
    with counted_statements(app) as sent_again:
        app.test_client().get("/reviews/playtime-1967/")
    assert len(sent) == len(sent_again)


def test_what_nobody_asked_for_is_neither_counted_nor_noted(
    settings: Settings,
    build_app: Callable[[Settings], Flask],
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = build_app(replace(settings, access_log="on"))
    app.logger.addHandler(caplog.handler)

    make_first_pages(app)

    assert caplog.records == []
    with counted_statements(app) as sent:
        app.extensions["counts"].write()
    assert sent == []


def test_nothing_is_left_at_work(fresh_app: Flask, session: Session) -> None:
    """A fork takes no thread along, only what it held at that moment."""
    make_review(session, title="Playtime", slug="playtime-1967")
    before = set(threading.enumerate())

    make_first_pages(fresh_app)

    assert set(threading.enumerate()) <= before


def test_a_page_that_fails_keeps_nobody_from_starting(
    fresh_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_environ: object, _start_response: object) -> None:
        raise OSError("No space left on device")

    fresh_app.extensions[FIRST_PAGES] = fail
    fresh_app.logger.addHandler(caplog.handler)

    make_first_pages(fresh_app)

    assert "/feed.xml cannot be made" in caplog.messages

"""What a supervisor and a Prometheus see."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.app import create_app
from reviewblog.comments.models import CommentStatus
from reviewblog.config import Settings
from reviewblog.web.logs import JsonLines, TextLines
from tests.factories import make_comment


@pytest.fixture
def scraped(settings: Settings, build_app: Callable[[Settings], Flask]) -> FlaskClient:
    """A site that a Prometheus watches."""
    return build_app(replace(settings, metrics_token="s3cret")).test_client()


def test_healthz_answers_without_a_database(tmp_path: Path) -> None:
    app = create_app(Settings.in_folder(tmp_path))

    assert app.test_client().get("/healthz").text == "ok\n"


def test_readyz_tells_a_current_schema(client: FlaskClient) -> None:
    assert client.get("/readyz").text == "ready\n"


def test_readyz_refuses_a_database_that_is_not_prepared(tmp_path: Path) -> None:
    app = create_app(Settings.in_folder(tmp_path))

    response = app.test_client().get("/readyz")

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.text == "schema not current\n"


def test_readyz_says_when_the_database_is_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    url = f"sqlite:///{tmp_path}/folder"
    app = create_app(Settings.in_folder(tmp_path, database_url=url))

    response = app.test_client().get("/readyz")

    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response.text == "database unreachable\n"


def test_metrics_are_off_unless_configured(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("given", ["", "Bearer wrong", "Bearer ünknown", "token"])
def test_metrics_need_the_token(scraped: FlaskClient, given: str) -> None:
    response = scraped.get("/metrics", headers={"Authorization": given})

    assert response.status_code == HTTPStatus.UNAUTHORIZED


def test_metrics_count_comments_by_status(
    scraped: FlaskClient, session: Session
) -> None:
    make_comment(session, status=CommentStatus.SPAM)

    response = scraped.get("/metrics", headers={"Authorization": "Bearer s3cret"})

    assert 'reviewblog_comments{status="spam"} 1\n' in response.text
    assert "reviewblog_reviews_published 1\n" in response.text


@pytest.mark.parametrize("formatter", [TextLines(), JsonLines()])
def test_one_event_is_one_line_of_log(formatter: logging.Formatter) -> None:
    hostile = "a\nERROR forged\x1b[2J\u2028b"
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s", (hostile,), None)

    line = formatter.format(record)

    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


def test_json_lines_are_json() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "début", (), None)

    assert json.loads(JsonLines().format(record))["message"] == "début"

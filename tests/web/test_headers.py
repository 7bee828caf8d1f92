"""Every answer carries the same strict headers."""

from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from reviewblog.app import create_app
from reviewblog.config import Settings
from reviewblog.web.headers import HEADERS, add_headers

ANSWERS = ["/", "/nowhere/", "/login", "/dashboard/", "/healthz", "/reviews"]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_is_guarded(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers

    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_feeds_may_be_read_by_other_sites_and_are_guarded_otherwise(
    client: FlaskClient,
) -> None:
    headers = client.get("/feed.xml").headers

    wanted = HEADERS | {"Cross-Origin-Resource-Policy": "cross-origin"}
    assert {name: headers.get(name) for name in HEADERS} == wanted


def test_what_an_answer_says_by_itself_stands_however_it_is_spelt(app: Flask) -> None:
    with app.test_request_context("/"):
        response = add_headers(Response(headers={"referrer-policy": "no-referrer"}))

    assert response.headers.getlist("Referrer-Policy") == ["no-referrer"]


def test_the_policy_allows_no_inline_code() -> None:
    policy = HEADERS["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["/login", "/dashboard/", "/setup"])
def test_personal_pages_stay_out_of_caches_and_search_engines(
    client: FlaskClient, path: str
) -> None:
    headers = client.get(path).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", ["/", "/reviews/", "/feed.xml", "/nowhere/"])
def test_pages_for_readers_set_no_cookie(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert "Set-Cookie" not in response.headers


def test_a_site_on_https_insists_on_it(tmp_path: Path) -> None:
    app = create_app(Settings.in_folder(tmp_path, site_url="https://example.org"))

    response = app.test_client().get("/healthz")

    assert response.status_code == HTTPStatus.OK
    assert "max-age=31536000" in response.headers["Strict-Transport-Security"]

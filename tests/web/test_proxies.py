"""Whose word about a reader's address counts."""

from pathlib import Path

import pytest
from flask import Flask, request

from reviewblog.app import create_app
from reviewblog.config import Settings


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    settings = Settings.in_folder(tmp_path, trusted_proxies="127.0.0.1, 10.0.0.0/8")
    app = create_app(settings)
    app.add_url_rule(
        "/seen", view_func=lambda: f"{request.remote_addr} {request.scheme}"
    )
    return app


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 10.1.1.1", "203.0.113.9"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("198.51.100.1", "203.0.113.9", "198.51.100.1"),
        ("127.0.0.1", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_a_trusted_proxy_names_the_reader(
    app: Flask, peer: str, forwarded: str, seen: str
) -> None:
    response = app.test_client().get(
        "/seen",
        headers={"X-Forwarded-For": forwarded},
        environ_base={"REMOTE_ADDR": peer},
    )

    assert response.text == f"{seen} http"


def test_the_scheme_comes_from_a_trusted_proxy_only(app: Flask) -> None:
    client = app.test_client()
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}

    trusted = client.get("/seen", headers=headers)
    stranger = client.get(
        "/seen", headers=headers, environ_base={"REMOTE_ADDR": "198.51.100.1"}
    )

    assert trusted.text == "203.0.113.9 https"
    assert stranger.text == "198.51.100.1 http"

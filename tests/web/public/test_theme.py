"""The lights."""

import pytest
from flask.testing import FlaskClient

from tests.pages import attribute, texts


@pytest.mark.parametrize(("theme", "written"), [("dark", "dark"), ("light", "light")])
def test_choose_theme_is_remembered(
    client: FlaskClient, theme: str, written: str
) -> None:
    client.post("/theme", data={"theme": theme})

    response = client.get("/")

    assert attribute(response, "html", "data-theme") == written
    assert len(texts(response, ".lights [aria-pressed=true]")) == 1


def test_choose_theme_auto_leaves_it_to_the_device(client: FlaskClient) -> None:
    client.post("/theme", data={"theme": "dark"})
    client.post("/theme", data={"theme": "auto"})

    assert attribute(client.get("/"), "html", "data-theme") is None


@pytest.mark.parametrize("theme", ["", "purple", "dark\0", "x" * 9000])
def test_choose_theme_takes_no_other(client: FlaskClient, theme: str) -> None:
    response = client.post("/theme", data={"theme": theme})

    assert response.status_code == 303
    assert "Set-Cookie" not in response.headers


def test_choose_theme_without_a_field(client: FlaskClient) -> None:
    assert client.post("/theme").status_code == 303


@pytest.mark.parametrize(
    ("referer", "target"),
    [
        ("http://localhost/reviews/?grade=B&page=2", "/reviews/?grade=B&page=2"),
        ("http://localhost/reviews/rush/#comments", "/reviews/rush/"),
        ("http://localhost", "/"),
        ("http://evil.example/reviews/", "/"),
        ("http://localhost//evil.example/", "/"),
        ("http://localhost/\\evil.example/", "/"),
        ("http://localhost/%5cevil.example/", "/"),
        ("http://[", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_choose_theme_goes_back_to_our_own_pages(
    client: FlaskClient, referer: str, target: str
) -> None:
    response = client.post(
        "/theme", data={"theme": "dark"}, headers={"Referer": referer}
    )

    assert response.status_code == 303
    assert response.location == target


def test_an_unknown_cookie_is_no_theme(client: FlaskClient) -> None:
    client.set_cookie("theme", '"><script>')

    assert attribute(client.get("/"), "html", "data-theme") is None

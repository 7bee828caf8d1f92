"""No other site can make a reader's or author's browser change anything here."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "nonsense"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://[broken"},
    ],
)
@pytest.mark.parametrize("path", ["/login", "/dashboard/reviews/new", "/theme"])
def test_a_change_started_by_another_site_is_refused(
    client: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    response = client.post(path, headers=headers)

    assert response.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
    ],
)
def test_our_own_pages_and_plain_programs_may_post(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    response = client.post("/theme", data={"theme": "dark"}, headers=headers)

    assert response.status_code == HTTPStatus.SEE_OTHER


def test_reading_from_another_site_is_what_links_do(client: FlaskClient) -> None:
    response = client.get("/", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == HTTPStatus.OK


@pytest.mark.parametrize("host", ["evil.example", "[evil.example", "/evil.example"])
def test_the_routers_redirects_stay_on_this_site(
    client: FlaskClient, host: str
) -> None:
    answer = client.get("/reviews?page=1", headers={"Host": host})

    assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
    assert answer.headers["Location"].endswith("/reviews/?page=1")
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith("//")


def test_the_routers_redirects_do_not_believe_the_host(client: FlaskClient) -> None:
    answer = client.get("/people", headers={"Host": "evil.example"})

    assert answer.headers["Location"] == "/people/"
    assert "evil.example" not in answer.text

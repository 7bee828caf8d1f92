"""Colours, letters and crawlers at the desk, and what readers get of them."""

import re
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.site.crawlers import ANSWERING, TRAINING
from reviewblog.web.assets import FOR_EVER
from tests.clients import fields_of, sign_in, submit
from tests.factories import make_account

PAGE = "/dashboard/settings/look"


def stylesheet_of(client: FlaskClient) -> str | None:
    found = re.search(r'href="(/static/look\.css[^"]+)"', client.get("/").text)
    return found and found.group(1)


def test_nobody_loads_what_nobody_changed(client: FlaskClient) -> None:
    assert stylesheet_of(client) is None
    assert client.get("/static/look.css").text == ""


def test_a_colour_reaches_readers(desk: FlaskClient, client: FlaskClient) -> None:
    response = submit(desk, PAGE, accent="#fc0", fonts="archivo")

    address = stylesheet_of(client)
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert address
    sheet = client.get(address)
    assert "--lamp:#ffcc00" in sheet.text
    assert sheet.headers["Cache-Control"] == FOR_EVER
    assert fields_of(desk.get(PAGE))["accent"] == "#ffcc00"


def test_another_colour_has_another_address(
    desk: FlaskClient, client: FlaskClient
) -> None:
    submit(desk, PAGE, accent="#fc0")
    before = stylesheet_of(client)
    assert before

    submit(desk, PAGE, accent="#0cf")

    assert stylesheet_of(client) != before
    assert client.get(before).headers.get("Cache-Control") != FOR_EVER


def test_a_colour_too_dark_is_shown_lighter_and_said_so(desk: FlaskClient) -> None:
    submit(desk, PAGE, accent="#003366")

    assert "#003366 is shown as #" in desk.get(PAGE).text


@pytest.mark.parametrize(
    ("fonts", "loaded"), [("house", 2), ("archivo", 1), ("serif", 0), ("sans", 0)]
)
def test_only_fonts_that_are_used_are_asked_for(
    desk: FlaskClient, client: FlaskClient, fonts: str, loaded: int
) -> None:
    submit(desk, PAGE, fonts=fonts)

    assert client.get("/").text.count('as="font"') == loaded


@pytest.mark.parametrize(
    "wrong",
    [
        {"accent": "red"},
        {"accent": "#fff}body{display:none"},
        {"accent": "x" * 10_000},
        {"fonts": "Comic Sans"},
        {"ai_crawlers": "some"},
        {"accent": "\x00"},
    ],
)
def test_bad_input_comes_back(desk: FlaskClient, wrong: dict[str, str]) -> None:
    typed = {"accent": "#ffcc00", "fonts": "serif", "ai_crawlers": "none"} | wrong

    response = desk.post(PAGE, data=typed)

    is_cleaned = wrong == {"accent": "\x00"}
    expected = HTTPStatus.SEE_OTHER if is_cleaned else HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.status_code == expected


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("welcome", ()),
        ("no_training", TRAINING),
        ("none", TRAINING + ANSWERING),
    ],
)
def test_crawlers_are_told(
    desk: FlaskClient, client: FlaskClient, wanted: str, names: tuple[str, ...]
) -> None:
    submit(desk, PAGE, ai_crawlers=wanted)

    robots = client.get("/robots.txt").text
    group = robots.split("\n\n")[1]
    told = re.findall("^User-agent: (.*)$", group, re.MULTILINE)
    assert tuple(told) == names
    assert ("\nDisallow: /\n" in f"{group}\n") is bool(names)
    assert robots.startswith("User-agent: *\nDisallow: /account/\n")
    assert robots.rstrip().endswith("/sitemap.xml")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUTHOR, Role.MODERATOR])
def test_only_an_owner_changes_it(app: Flask, session: Session, role: Role) -> None:
    browser = sign_in(app.test_client(), session, make_account(session, role=role))

    assert browser.get(PAGE).status_code == HTTPStatus.FORBIDDEN
    assert browser.post(PAGE).status_code == HTTPStatus.FORBIDDEN

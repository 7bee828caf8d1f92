"""A theme takes the place of built-in files, and its slips take no site down."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.comments.models import CommentStatus
from reviewblog.config import Settings
from reviewblog.web.assets import FOR_EVER, asset
from tests.factories import make_comment, make_review
from tests.pages import parsed

Write = Callable[[str, str], None]
Start = Callable[[], FlaskClient]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Put a file into the theme."""

    def put(name: str, text: str) -> None:
        file = tmp_path / "theme" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    return put


@pytest.fixture
def start(
    tmp_path: Path, settings: Settings, build_app: Callable[[Settings], Flask]
) -> Start:
    """Start the program on the theme; return a reader's browser."""
    own = replace(settings, instance_path=tmp_path, page_cache_mb="0")
    return lambda: build_app(own).test_client()


def test_a_template_takes_the_place_of_the_built_in_one(
    write: Write, start: Start
) -> None:
    write("templates/layouts/_footer.html", "<footer>Mine, {{ site.title }}</footer>")

    page = parsed(start().get("/"))

    assert page.cssselect("footer")[-1].text == "Mine, Reviews"


def test_a_template_may_extend_the_one_whose_place_it_takes(
    write: Write, start: Start
) -> None:
    write(
        "templates/public/show_grades.html",
        '{% extends "builtin/public/show_grades.html" %}'
        "{% block main %}<p>First.</p>{{ super() }}{% endblock %}",
    )

    page = start().get("/grades/").text

    assert page.index("<p>First.</p>") < page.index("<h1>The grades</h1>")


@pytest.mark.parametrize(
    "slip",
    [
        "{% block",
        "{{ nothing.like.that }}",
        "{{ 1 / 0 }}",
        '{% extends "layouts/none.html" %}',
        '{% include "public/_broken.html" %}',
    ],
)
def test_a_broken_page_is_logged_and_the_built_in_one_shown(
    write: Write, start: Start, slip: str, caplog: pytest.LogCaptureFixture
) -> None:
    write("templates/public/show_grades.html", slip)
    write("templates/public/_broken.html", "{% endfor %}")
    client = start()

    with caplog.at_level(logging.ERROR):
        page = client.get("/grades/")

    assert page.status_code == 200
    assert "<h1>The grades</h1>" in page.text
    assert "theme" in caplog.text
    assert "Traceback" in caplog.text


def test_a_broken_part_takes_no_page_down(write: Write, start: Start) -> None:
    write("templates/layouts/_footer.html", "{{ site.no_such_thing }}")

    page = start().get("/grades/")

    assert page.status_code == 200
    assert page.text.count("<footer") == 1


def test_what_a_theme_has_nothing_to_do_with_still_fails(
    write: Write, start: Start
) -> None:
    write("templates/layouts/_footer.html", "<footer>Mine</footer>")
    client = start()
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    client.application.jinja_env.globals["absolute_url"] = lambda _: 1 / 0

    assert client.get("/grades/").status_code == 500


def test_a_stylesheet_takes_the_place_of_its_part(write: Write, start: Start) -> None:
    write("static/css/components/footer.css", ".footer { color: papayawhip }")
    write("static/css/components/zebra.css", ".zebra { color: black }")
    write("static/css/desk/own.css", ".own { color: black }")
    client = start()

    site, desk = (client.get(f"/static/css/{n}.css").text for n in ("site", "desk"))

    assert "papayawhip" in site
    assert ".footer__in" not in site
    assert ".zebra" in site
    assert ".own" in desk
    assert ".own" not in site


@pytest.mark.parametrize("name", ["img/icon.svg", "img/mark.svg", "css/mine.css"])
def test_a_file_of_a_theme_is_kept_for_ever_under_its_hash(
    write: Write, start: Start, name: str
) -> None:
    write(f"static/{name}", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    client = start()
    with client.application.test_request_context():
        address = asset(name)

    response = client.get(address, buffered=True)

    assert response.headers["Cache-Control"] == FOR_EVER
    assert response.text.startswith("<svg")


def test_nothing_else_of_the_folder_is_served(write: Write, start: Start) -> None:
    write("secret.txt", "x")
    write("static/.hidden", "x")
    write("templates/public/own.html", "x")
    client = start()
    write("static/late.txt", "x")

    for name in ("../secret.txt", ".hidden", "late.txt", "templates/public/own.html"):
        assert client.get(f"/static/{name}").status_code == 404, name


def test_another_site_is_not_touched(
    write: Write, start: Start, client: FlaskClient
) -> None:
    write("static/css/components/footer.css", ".footer { color: papayawhip }")
    start().get("/static/css/site.css")

    assert "papayawhip" not in client.get("/static/css/site.css").text


def test_what_was_drawn_without_a_broken_theme_is_not_shown_within_it(
    write: Write, start: Start, session: Session
) -> None:
    write("templates/public/_credits.html", "<p>My credits</p>")
    write("templates/public/_thread.html", "{{ 1 // 0 if is_broken() }}")
    client, broken = start(), iter([True, False])
    client.application.jinja_env.globals["is_broken"] = lambda: next(broken)
    make_review(session, slug="rush")

    pages = [client.get("/reviews/rush/").text for _ in range(2)]

    assert ["My credits" in page for page in pages] == [False, True]


@pytest.mark.parametrize("name", ["public/_colophon.html", "public/_comment_form.html"])
def test_a_part_of_a_theme_is_as_new_as_the_talk(
    write: Write, start: Start, session: Session, name: str
) -> None:
    write(f"templates/{name}", "<p>{{ thread.count }} said something</p>")
    client, review = start(), make_review(session, slug="rush")

    before = client.get("/reviews/rush/").text
    make_comment(session, review=review, status=CommentStatus.APPROVED)

    assert "0 said something" in before
    assert "1 said something" in client.get("/reviews/rush/").text

"""What stands around a page is drawn once, and always as it is now."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.config import Settings
from reviewblog.site.defaults import get_site
from reviewblog.web import frame
from reviewblog.web.frame import Frame, whereabouts
from tests.factories import make_page
from tests.pages import attribute, links, texts

CURRENT = "[aria-current=page]"


def test_a_part_is_drawn_once_for_the_same_values(app: Flask) -> None:
    drawn: list[str] = []
    own = Frame()

    def draw(value: str) -> str:
        def caller() -> str:
            drawn.append(value)
            return f"{value}{len(drawn)}"

        return own.draw(app.jinja_env, "nav", value, caller=caller)  # type: ignore[arg-type]

    with app.test_request_context("/"):
        first = [draw("a"), draw("b"), draw("a")]
    with app.test_request_context("/people/"):
        again = draw("a")
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/blog"}):
        elsewhere = draw("a")

    assert first == ["a1", "b2", "a1"]
    assert again == "a1"
    assert elsewhere == "a3"


def test_only_so_much_is_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "MOST_DRAWN", 2)
    drawn: list[int] = []
    own = Frame()

    def caller() -> str:
        drawn.append(1)
        return "drawn"

    with app.test_request_context("/"):
        for value in (1, 2, 3, 1):
            own.draw(app.jinja_env, "nav", value, caller=caller)  # type: ignore[arg-type]

    assert len(drawn) == 4


def test_menus_say_where_a_reader_is(client: FlaskClient, session: Session) -> None:
    for slug in ("about", "shop"):
        make_page(session, slug=slug, title=slug.title(), in_menu=True, in_footer=True)

    marked = {
        path: texts(client.get(path), CURRENT)
        for path in ("/people/", "/about/", "/tags/", "/shop/", "/nothing/", "/people/")
    }

    assert marked == {
        "/people/": ["People"],
        "/about/": ["About", "About"],
        "/tags/": ["Topics"],
        "/shop/": ["Shop", "Shop"],
        "/nothing/": [],
    }


def test_addresses_that_no_menu_names_share_what_is_drawn(
    app: Flask, session: Session
) -> None:
    make_page(session, slug="about", in_menu=True)
    make_page(session, slug="shop", in_footer=True)
    make_page(session, slug="hidden")
    paths = ("/nothing/a", "/nothing/b", "/hidden/", "/none/", "/about/", "/shop/")

    places = []
    for path in paths:
        with app.test_request_context(path):
            places.append(whereabouts()[1])

    assert places == ["", "", "", "", "/about/", "/shop/"]


def test_every_reader_is_shown_their_own_lights(app: Flask) -> None:
    shown = []
    for theme in ("dark", "light", "dark", ""):
        client = app.test_client()
        if theme:
            client.set_cookie("theme", theme)
        shown.append(attribute(client.get("/people/"), "[aria-pressed=true]", "value"))

    assert shown == ["dark", "light", "dark", "auto"]


def test_the_frame_follows_the_settings_and_the_menu(
    client: FlaskClient, session: Session
) -> None:
    client.get("/people/")
    site = get_site(session)
    site.footer, site.accent = "Another footer", "#123456"
    make_page(session, slug="about", in_menu=True)

    page = client.get("/people/")

    assert "Another footer" in page.text
    assert "/about/" in links(page, "nav a")
    assert "look.css" in page.text


def test_a_part_of_a_theme_is_drawn_for_each_page(
    tmp_path: Path, settings: Settings, build_app: Callable[[Settings], Flask]
) -> None:
    file = tmp_path / "theme" / "templates" / "layouts" / "_footer.html"
    file.parent.mkdir(parents=True)
    file.write_text("<footer>{{ request.full_path }}</footer>")
    client = build_app(replace(settings, instance_path=tmp_path)).test_client()

    shown = [texts(client.get(path), "footer")[-1] for path in ("/?a=1", "/?a=2")]

    assert shown == ["/?a=1", "/?a=2"]

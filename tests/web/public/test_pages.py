"""Standing pages as readers meet them."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.standing.models import FormerPageSlug, PageStatus
from reviewblog.text.slugs import RESERVED
from tests.factories import LONG_AGO, make_page, save


def test_a_page_stands_at_its_word(client: FlaskClient, session: Session) -> None:
    make_page(session, slug="about", title="About", dek="One seat.")

    page = html.fromstring(client.get("/about/").text)

    assert page.cssselect("h1")[0].text == "About"
    assert page.cssselect("link[rel=canonical]")[0].get("href") == (
        "http://localhost/about/"
    )


@pytest.mark.parametrize("hidden", [{"status": PageStatus.DRAFT}, {"slug": "other"}])
def test_what_is_not_there_is_not_found(
    client: FlaskClient, session: Session, hidden: dict[str, object]
) -> None:
    make_page(session, **{"slug": "about"} | hidden)

    for address in ("/about", "/about/"):
        response = client.get(address)
        assert response.status_code == HTTPStatus.NOT_FOUND
        assert 'name="q"' in response.text


def test_a_deleted_page_is_gone(client: FlaskClient, session: Session) -> None:
    make_page(session, slug="about", deleted_at=LONG_AGO)

    assert client.get("/about/").status_code == HTTPStatus.GONE


@pytest.mark.parametrize("address", ["/who", "/who/", "/about"])
def test_old_addresses_and_short_ones_lead_on(
    client: FlaskClient, session: Session, address: str
) -> None:
    page = make_page(session, slug="about")
    save(session, FormerPageSlug(slug="who", page_id=page.id, retired_at=LONG_AGO))

    response = client.get(address)

    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response.headers["Location"] == "/about/"


def test_menus_name_the_pages_that_want_it(
    client: FlaskClient, session: Session
) -> None:
    make_page(session, slug="about", title="About", in_menu=True)
    make_page(session, slug="rules", title="House rules", in_footer=True)

    page = html.fromstring(client.get("/about/").text)

    menu, foot = page.cssselect("header nav")[0], page.cssselect("footer nav")[0]
    assert "About" in menu.text_content()
    assert "House rules" not in menu.text_content()
    assert "House rules" in foot.text_content()
    assert menu.cssselect("[aria-current]")[0].text == "About"


def test_pages_are_on_the_map(client: FlaskClient, session: Session) -> None:
    make_page(session, slug="about")
    make_page(session, slug="secret", status=PageStatus.DRAFT)

    sitemap = client.get("/sitemap.xml").text

    assert "<loc>http://localhost/about/</loc>" in sitemap
    assert "secret" not in sitemap


def test_no_page_can_hide_what_the_site_needs(app: Flask) -> None:
    words = {
        rule.rule.split("/")[1]
        for rule in app.url_map.iter_rules()
        if "<" not in rule.rule.split("/")[1] and "." not in rule.rule.split("/")[1]
    }

    assert words - {""} <= RESERVED

"""Feeds, explained."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import make_review
from tests.pages import attribute, links, texts


def test_show_subscribe_gives_the_address_to_copy(client: FlaskClient) -> None:
    response = client.get("/subscribe/")

    assert attribute(response, "#feed-address", "value") == "http://localhost/feed.xml"


def test_show_subscribe_offers_every_format(client: FlaskClient) -> None:
    offered = links(client.get("/subscribe/"), "#feed-formats a")

    assert offered == ["/feed.xml", "/atom.xml", "/feed.json", "/subscribe/opml"]
    assert {client.get(address).status_code for address in offered} == {200}


def test_show_subscribe_shows_what_arrives(
    client: FlaskClient, session: Session
) -> None:
    make_review(session, title="Rush")

    assert texts(client.get("/subscribe/"), ".reader b") == ["Rush"]

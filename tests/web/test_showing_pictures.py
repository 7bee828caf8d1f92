"""The still of a review is wherever the review is."""

import json

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.media.models import Picture
from reviewblog.reviews.models import Review
from tests.clients import submit
from tests.media.pictures import plain
from tests.web.library import uploaded

PAGE = "/reviews/playtime/"


@pytest.fixture
def digest(desk: FlaskClient, session: Session) -> str:
    """Publish a review with a still that is described; return the still's hash."""
    address = uploaded(desk, plain("#123456", (1300, 650)))
    desk.post(
        f"/dashboard/media/{session.scalars(select(Picture.id)).one()}",
        data={"alt": "A glass door", "caption": "Glass", "credit": "Specta"},
    )
    digest = address.removeprefix("/media/").removesuffix(".jpg")
    form = {"film_title": "Playtime", "body": "Text.", "still": digest}
    submit(desk, "/dashboard/reviews/new", **form, action="publish")
    return digest


def test_a_review_begins_with_its_still(client: FlaskClient, digest: str) -> None:
    page = html.fromstring(client.get(PAGE).text)

    [image] = page.cssselect(".prose > figure.still img")
    assert image.get("alt") == "A glass door"
    assert image.get("fetchpriority") == "high"
    assert (image.get("width"), image.get("height")) == ("1300", "650")
    [caption] = page.cssselect(".prose figcaption")
    assert caption.text_content() == "Glass Specta"


def test_shared_links_show_the_still(client: FlaskClient, digest: str) -> None:
    page = html.fromstring(client.get(PAGE).text)

    tags = {tag.get("property"): tag.get("content") for tag in page.cssselect("meta")}
    assert tags["og:image"] == f"http://localhost/media/{digest}-1300.jpg"
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1300", "650")
    assert tags["og:image:alt"] == "A glass door"
    [data] = page.cssselect("script[type='application/ld+json']")
    [opinion, _] = json.loads(data.text_content())["@graph"]
    assert opinion["image"]["url"] == tags["og:image"]
    card = client.get("/oembed", query_string={"url": f"http://localhost{PAGE}"}).json
    assert card is not None
    assert card["thumbnail_url"] == f"http://localhost/media/{digest}-960.jpg"


def test_the_front_page_leads_with_the_still(client: FlaskClient, digest: str) -> None:
    page = html.fromstring(client.get("/").text)

    [image] = page.cssselect("article.lead figure img")
    assert image.get("src") == f"/media/{digest}-960.jpg"
    assert not page.cssselect(".lead--type")


def test_feeds_show_the_still_and_say_what_it_shows(
    client: FlaskClient, digest: str
) -> None:
    feed = etree.fromstring(client.get("/feed.xml").data)

    media = "{http://search.yahoo.com/mrss/}content"
    [picture] = feed.iter(media)
    assert picture.get("url") == f"http://localhost/media/{digest}-960.jpg"
    assert "A glass door" in etree.tostring(picture, encoding="unicode")


def test_the_form_offers_and_keeps_the_still(
    desk: FlaskClient, session: Session, digest: str
) -> None:
    session.rollback()
    form = f"/dashboard/reviews/{session.scalars(select(Review.id)).one()}/edit"

    submit(desk, form, dek="Other words.")

    page = html.fromstring(desk.get(form).text)

    [chosen] = page.cssselect("input[name=still][checked]")
    assert chosen.get("value") == digest
    submit(desk, form, still="none")
    assert digest not in desk.get(PAGE).text

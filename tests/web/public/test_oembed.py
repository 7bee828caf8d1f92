"""A review can be quoted on another site by its address, if readers may see it."""

from http import HTTPStatus
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.reviews.models import ReviewStatus
from tests.factories import make_review, make_work

ADDRESS = "http://localhost/reviews/playtime-1967/"


def test_a_review_becomes_a_card(client: FlaskClient, session: Session) -> None:
    work = make_work(session, title="Playtime", release_year=1967)
    make_review(
        session,
        work=work,
        title="Playtime",
        slug="playtime-1967",
        grade="A-",
        dek="<b>",
    )

    card = card_of(client, maxwidth="300")

    assert (card["version"], card["type"], card["width"]) == ("1.0", "rich", 300)
    assert card["title"] == "Playtime"
    quotation = html.fromstring(card["html"])
    assert quotation.cssselect("a")[0].get("href") == ADDRESS
    assert quotation.text_content().split() == (
        f"Playtime (1967): A− <b> {card['author_name']}, Reviews".split()
    )


def test_a_review_page_names_its_card(client: FlaskClient, session: Session) -> None:
    make_review(session, slug="playtime-1967")

    page = html.fromstring(client.get("/reviews/playtime-1967/").text)

    [link] = page.cssselect("link[type='application/json+oembed']")
    assert client.get(link.get("href")).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://localhost/",
        "http://localhost/reviews/nothing/",
        "http://localhost/reviews/draft/",
        "http://elsewhere.example/reviews/playtime-1967/",
        "http://[broken",
        "javascript:alert(1)",
        "http://localhost/reviews/\x00/",
    ],
)
def test_anything_else_has_no_card(
    client: FlaskClient, session: Session, address: str
) -> None:
    make_review(session, slug="playtime-1967")
    make_review(session, slug="draft", status=ReviewStatus.DRAFT)

    response = client.get("/oembed", query_string={"url": address})

    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("width", ["", "0x", "-5", "9" * 40, "²"])
def test_nonsense_for_a_width_is_no_limit(
    client: FlaskClient, session: Session, width: str
) -> None:
    make_review(session, slug="playtime-1967")

    card = card_of(client, maxwidth=width)

    assert card["width"] == 600


def test_xml_is_not_offered(client: FlaskClient) -> None:
    response = client.get("/oembed", query_string={"url": ADDRESS, "format": "xml"})

    assert response.status_code == HTTPStatus.NOT_IMPLEMENTED


def card_of(client: FlaskClient, **asked: str) -> dict[str, Any]:
    answer = client.get("/oembed", query_string={"url": ADDRESS} | asked)
    return dict(answer.get_json())

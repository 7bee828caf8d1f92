"""A shared link shows the film's title and the grade."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.reviews.models import ReviewStatus
from tests.factories import make_review


def test_a_review_page_names_a_picture_that_exists(
    client: FlaskClient, session: Session
) -> None:
    make_review(session, title="Playtime", slug="playtime-1967", grade="A")
    page = html.fromstring(client.get("/reviews/playtime-1967/").text)

    [image] = page.cssselect("meta[property='og:image']")
    path = str(image.get("content")).removeprefix("http://localhost")
    response = client.get(path, headers={"Accept-Encoding": "br"})

    assert response.content_type == "image/png"
    assert response.data.startswith(b"\x89PNG")
    assert "Content-Encoding" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_no_picture_is_promised_that_cannot_be_drawn(
    client: FlaskClient, session: Session
) -> None:
    make_review(session, title="千と千尋の神隠し", slug="spirited-away-2001")
    page = html.fromstring(client.get("/reviews/spirited-away-2001/").text)

    response = client.get("/reviews/spirited-away-2001/card.png")

    assert page.cssselect("meta[property='og:image']") == []
    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("slug", ["draft", "nothing"])
def test_what_readers_cannot_see_has_no_picture(
    client: FlaskClient, session: Session, slug: str
) -> None:
    make_review(session, slug="draft", status=ReviewStatus.DRAFT)

    response = client.get(f"/reviews/{slug}/card.png")

    assert response.status_code == HTTPStatus.NOT_FOUND

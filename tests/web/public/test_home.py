"""The front page."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import make_review


def test_show_home_lists_published_reviews(
    client: FlaskClient, session: Session
) -> None:
    make_review(session, title="Rush")

    response = client.get("/")

    assert response.status_code == 200
    assert "Rush" in response.text

"""Topics, and the reviews on one of them."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.reviews.models import ReviewStatus
from tests.factories import make_review
from tests.pages import links, texts


def test_list_tags_counts_public_reviews(client: FlaskClient, session: Session) -> None:
    make_review(session, tags=["crime"])
    make_review(session, tags=["crime", "western"])
    make_review(session, tags=["secret"], status=ReviewStatus.DRAFT)

    response = client.get("/tags/")

    assert texts(response, "main .tags li") == ["crime 2 reviews", "western 1 review"]


def test_list_tags_of_an_empty_site_leads_somewhere(client: FlaskClient) -> None:
    assert "/reviews/" in links(client.get("/tags/"), "main .dek a")


def test_show_tag_lists_its_reviews(client: FlaskClient, session: Session) -> None:
    make_review(session, title="Rush", tags=["crime"])
    make_review(session, title="Playtime", tags=["city"])

    response = client.get("/tags/crime/")

    assert texts(response, "h1") == ["crime"]
    assert texts(response, ".entry__title") == ["Rush"]
    assert "/tags/crime/feed.xml" in links(response, "link[rel=alternate]")


def test_show_tag_knows_no_such_topic(client: FlaskClient, session: Session) -> None:
    make_review(session, tags=["secret"], status=ReviewStatus.DRAFT)

    assert client.get("/tags/secret/").status_code == 404
    assert client.get("/tags/nothing/").status_code == 404
    assert client.get("/tags/%00/").status_code == 404

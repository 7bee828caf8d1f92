"""The front page."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.reviews.models import ReviewStatus
from reviewblog.site.defaults import get_site
from tests.factories import LONG_AGO, make_review, make_work
from tests.pages import links, texts


def make_reviews(session: Session, count: int) -> None:
    for number in range(count):
        when = LONG_AGO - timedelta(days=number)
        make_review(session, title=f"Film {number}", published_at=when)


def test_show_home_leads_with_the_newest(client: FlaskClient, session: Session) -> None:
    make_reviews(session, 3)

    response = client.get("/")

    assert texts(response, ".lead__title") == ["Film 0"]
    assert texts(response, ".ledger .entry__title") == ["Film 1", "Film 2"]


def test_show_home_shows_what_is_public_only(
    client: FlaskClient, session: Session
) -> None:
    make_review(session, title="Draft", status=ReviewStatus.DRAFT)
    make_review(session, title="Deleted", deleted_at=LONG_AGO)
    make_review(session, title="Tomorrow", published_at=LONG_AGO.replace(year=9000))

    response = client.get("/")

    assert "The first review is still being written." in response.text
    for title in ("Draft", "Deleted", "Tomorrow"):
        assert title not in response.text


def test_show_home_of_an_empty_site_leads_somewhere(client: FlaskClient) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert "/subscribe/" in links(response, "main .dek a")


def test_show_home_carries_title_and_tagline(
    client: FlaskClient, session: Session
) -> None:
    site = get_site(session)
    site.title, site.tagline = "Row K", "From the same <seat>"
    session.commit()

    response = client.get("/")

    assert texts(response, "h1") == ["Row K"]
    assert texts(response, "title") == ["Row K: From the same <seat>"]


def test_show_home_turns_pages_that_do_not_overlap(
    client: FlaskClient, session: Session
) -> None:
    make_reviews(session, 23)

    first, second = client.get("/"), client.get("/?page=2")

    assert texts(second, ".entry__title") == ["Film 20", "Film 21", "Film 22"]
    assert links(first, "a[rel=next]") == ["/?page=2"]
    assert links(second, "a[rel=prev]") == ["/"]


@pytest.mark.parametrize(
    "page",
    ["0", "-1", "2", "x", "1.5", "", "9" * 30, "٣", "%00", "1&page=2x", "+1"],
)
def test_show_home_knows_no_such_page(
    client: FlaskClient, session: Session, page: str
) -> None:
    make_review(session)

    response = client.get(f"/?page={page}")

    # Of two numbers the first one counts.
    assert response.status_code == (200 if page.startswith("1&") else 404)


def test_show_home_shows_second_looks(client: FlaskClient, session: Session) -> None:
    work = make_work(session)
    for days, grade in ((900, "B+"), (1, "A")):
        when = LONG_AGO - timedelta(days=days)
        make_review(session, work=work, grade=grade, published_at=when)

    response = client.get("/")

    assert texts(response, ".revisit .was") == ["Grade B+ 2017", "Grade A 2019"]


def test_show_home_needs_no_cookie(client: FlaskClient) -> None:
    response = client.get("/")

    assert "Set-Cookie" not in response.headers

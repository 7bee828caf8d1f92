"""Works from A to Z, and every verdict on one of them."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.reviews.models import ReviewStatus
from tests.factories import LONG_AGO, make_review, make_work
from tests.pages import links, texts


def test_list_works_tells_namesakes_apart(
    client: FlaskClient, session: Session
) -> None:
    for year in (1996, 2004):
        work = make_work(session, title="Crash", release_year=year)
        make_review(session, work=work)
    make_review(session, work=work)

    response = client.get("/works/")

    assert texts(response, ".catalogue li") == ["Crash 1996", "Crash 2004, 2 reviews"]


def test_list_works_of_an_empty_site_leads_somewhere(client: FlaskClient) -> None:
    response = client.get("/works/")

    assert "/subscribe/" in links(response, "main .dek a")
    assert texts(response, ".letters") == []


def test_show_work_lists_every_verdict(client: FlaskClient, session: Session) -> None:
    work = make_work(session, slug="rush")
    for days, grade in ((900, "B+"), (1, "A")):
        when = LONG_AGO - timedelta(days=days)
        make_review(session, work=work, grade=grade, published_at=when)

    response = client.get("/works/rush/")

    assert texts(response, ".page-head .was") == ["2017: Grade B+", "2019: Grade A"]
    assert texts(response, ".ledger .grade") == ["Grade A", "Grade B+"]


def test_show_work_with_one_review_goes_there(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session, slug="rush")
    make_review(session, work=work, slug="rush-1991")
    make_review(session, work=work, status=ReviewStatus.DRAFT)

    response = client.get("/works/rush/")

    assert response.status_code == 302
    assert response.location == "/reviews/rush-1991/"


def test_show_work_hides_what_nobody_may_read(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session, slug="rush")
    make_review(session, work=work, status=ReviewStatus.DRAFT)

    assert client.get("/works/rush/").status_code == 404
    assert client.get("/works/nothing/").status_code == 404

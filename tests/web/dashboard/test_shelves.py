"""Listing reviews by where they stand, and throwing them away."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.reviews.models import ReviewStatus
from tests.clients import submit
from tests.factories import LONG_AGO, make_account, make_review, make_work
from tests.web.dashboard.written import (
    LIST,
    NEW,
    edit_page,
    only_review,
)


def test_a_deletion_offers_to_undo_itself(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    review = make_review(session)

    page = desk.post(f"/dashboard/reviews/{review.id}/delete", follow_redirects=True)
    gone = client.get(f"/reviews/{review.slug}/").status_code
    undo = html.fromstring(page.text).cssselect(".toast form")[0].get("action") or ""
    desk.post(undo)

    assert gone == HTTPStatus.GONE
    assert client.get(f"/reviews/{review.slug}/").status_code == HTTPStatus.OK


def test_a_deleted_review_can_still_be_saved(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, deleted_at=LONG_AGO)

    response = submit(desk, edit_page(review), body="Late words.")

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert only_review(session).body == "Late words."
    assert only_review(session).deleted_at == LONG_AGO


@pytest.mark.parametrize(
    ("status", "title"),
    [("draft", "A"), ("scheduled", "B"), ("published", "C"), ("deleted", "D")],
)
def test_each_shelf_shows_its_reviews_and_counts_all(
    desk: FlaskClient, session: Session, status: str, title: str
) -> None:
    soon = utcnow() + timedelta(days=1)
    make_review(session, title="Title A", status=ReviewStatus.DRAFT)
    make_review(session, title="Title B", published_at=soon)
    make_review(session, title="Title C")
    make_review(session, title="Title D", deleted_at=LONG_AGO)

    page = desk.get(LIST, query_string={"status": status}).text

    shown = [t for t in "ABCD" if f"Title {t}" in page]
    assert shown == [title]
    for name in ("Drafts", "Scheduled", "Published", "Deleted"):
        assert f"{name} (1)" in page


def test_the_desk_opens_on_the_first_shelf_that_is_not_empty(
    desk: FlaskClient, session: Session
) -> None:
    make_review(session, title="Title C")

    page = desk.get(LIST).text

    assert "Title C" in page
    assert "<title>Published" in page


def test_a_shelf_that_was_asked_for_opens_though_it_is_empty(
    desk: FlaskClient, session: Session
) -> None:
    make_review(session, title="Title C")

    page = desk.get(LIST, query_string={"status": "draft"}).text

    assert "There is nothing here." in page


def test_a_time_that_is_missing_is_asked_for_with_a_control_for_times(
    desk: FlaskClient,
) -> None:
    response = submit(desk, NEW, film_title="Rush", action="schedule")

    control = html.fromstring(response.text).get_element_by_id("published_at")
    assert control.get("type") == "datetime-local"
    assert control.get("aria-invalid") == "true"


def test_a_long_shelf_has_pages(desk: FlaskClient, session: Session) -> None:
    author, work = make_account(session), make_work(session)
    for number in range(51):
        moment = LONG_AGO + timedelta(days=number)
        make_review(
            session, author=author, work=work, title=f"N{number}", published_at=moment
        )

    first = desk.get(LIST, query_string={"status": "published"}).text
    second = desk.get(LIST, query_string={"status": "published", "page": 2}).text

    assert "N50" in first
    assert ">N0<" not in first
    assert ">N0<" in second


@pytest.mark.parametrize(
    "query", ["status=all", "page=0", "page=9", "page=x", "deleted=x", "deleted=99"]
)
def test_there_is_no_such_list(desk: FlaskClient, query: str) -> None:
    assert desk.get(f"{LIST}?{query}").status_code == HTTPStatus.NOT_FOUND

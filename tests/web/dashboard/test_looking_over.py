"""Looking a review over at the desk."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.reviews.checks import Concern
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.web.dashboard.looking_over import WORDS
from tests.clients import fields_of
from tests.factories import make_review, make_work
from tests.media.pictures import plain
from tests.pages import parsed
from tests.web.library import uploaded

NEW = "/dashboard/reviews/new"
TYPED = {
    "film_title": "Rush",
    "body": "See [that](/reviews/none/).\n\nGrade: B+",
    "grade": "A",
    "tags": "crime",
}


def remarks(page: TestResponse) -> list[str]:
    return [one.text_content() for one in parsed(page).cssselect(".remarks a")]


def test_every_concern_has_its_words() -> None:
    assert set(WORDS) == set(Concern)


def test_a_form_is_looked_over_and_nothing_is_saved(
    desk: FlaskClient, session: Session
) -> None:
    response = desk.post(NEW, data=TYPED | {"action": "check"})

    assert response.status_code == HTTPStatus.OK
    assert remarks(response) == [
        "The link to /reviews/none/ leads to nothing readers see.",
        "The text gives B+, the field A.",
        "The year of the release is missing.",
        "Nobody is named as director.",
        "The cast is empty.",
        "The dek is empty: lists and feeds show none.",
    ]
    assert fields_of(response)["body"] == TYPED["body"]
    assert session.scalar(select(func.count(Review.id))) == 0


def test_a_remark_leads_to_its_field(desk: FlaskClient) -> None:
    page = parsed(desk.post(NEW, data=TYPED | {"action": "check"}))

    for link in page.cssselect(".remarks a"):
        assert page.cssselect(str(link.get("href")))


def test_a_still_that_nobody_describes_is_named(desk: FlaskClient) -> None:
    address = uploaded(desk, plain("#123456", (1300, 650)))
    digest = address.removeprefix("/media/").removesuffix(".jpg")
    form = TYPED | {"still": digest, "action": "check"}

    assert "The still has no description." in remarks(desk.post(NEW, data=form))

    desk.post("/dashboard/media/1", data={"alt": "A glass door"})

    assert "The still has no description." not in remarks(desk.post(NEW, data=form))


def test_what_is_found_keeps_nobody_from_publishing(
    desk: FlaskClient, session: Session
) -> None:
    desk.post(NEW, data=TYPED | {"action": "publish"})

    assert session.scalars(select(Review)).one().status is ReviewStatus.PUBLISHED


def test_an_opened_review_says_what_there_is_to_look_at(
    desk: FlaskClient, session: Session
) -> None:
    work = make_work(session, directors=("A",), cast=("B",), release_year=None)
    review = make_review(session, work=work, tags=["crime"], grade="B")

    page = desk.get(f"/dashboard/reviews/{review.id}/edit")

    assert remarks(page) == ["The year of the release is missing."]


def test_what_waits_in_the_form_is_what_is_looked_over(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, tags=["crime"], grade="B")
    path = f"/dashboard/reviews/{review.id}"
    desk.post(f"{path}/autosave", data={"film_title": "Rush", "body": "Spoilers!"})

    found = remarks(desk.get(f"{path}/edit"))

    assert any(one.startswith("A spoiler may stand open") for one in found)


@pytest.mark.parametrize("typed", [{"release_year": "soon"}, {"tags": "x" * 61}])
def test_a_form_that_is_wrong_says_so_first(
    desk: FlaskClient, typed: dict[str, str]
) -> None:
    response = desk.post(NEW, data=TYPED | typed | {"action": "check"})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert remarks(response) == []

"""When a review appears, as its author types it."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.clients import fields_of, submit
from tests.factories import LONG_AGO, make_review
from tests.web.dashboard.written import (
    NEW,
    RUSH,
    edit_page,
    only_review,
    set_zone,
)


def test_a_time_is_read_by_the_clock_of_the_site(
    desk: FlaskClient, session: Session
) -> None:
    set_zone(session, "America/New_York")

    sent = RUSH | {"action": "publish", "published_at": "2024-07-01T12:00"}
    response = desk.post(NEW, data=sent, follow_redirects=True)

    review = only_review(session)
    assert review.published_at is not None
    assert review.published_at.isoformat() == "2024-07-01T16:00:00+00:00"
    assert fields_of(response)["published_at"] == "2024-07-01T12:00"


def test_an_hour_that_does_not_exist_is_explained(
    desk: FlaskClient, session: Session
) -> None:
    set_zone(session, "Europe/London")

    sent = RUSH | {"action": "publish", "published_at": "2024-03-31 01:30"}
    response = desk.post(NEW, data=sent, follow_redirects=True)

    assert "There is no 01:30 on 2024-03-31 in Europe/London" in response.text


def test_an_untouched_time_keeps_its_seconds(
    desk: FlaskClient, session: Session
) -> None:
    moment = LONG_AGO + timedelta(seconds=17, microseconds=42)
    review = make_review(session, published_at=moment)

    submit(desk, edit_page(review), dek="Other.")

    assert only_review(session).published_at == moment

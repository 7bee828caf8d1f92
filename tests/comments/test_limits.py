"""How often one address may post."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.comments.limits import check_rate
from reviewblog.errors import TooManyError
from reviewblog.limit import Limit
from tests.factories import LONG_AGO, make_comment, make_review

TWO_IN_TEN_MINUTES = Limit(2, 600)


def post(session: Session, *minutes_ago: int, address: str = "here") -> None:
    review = make_review(session)
    for minutes in minutes_ago:
        make_comment(
            session,
            review=review,
            address_hash=address,
            submitted_at=LONG_AGO - timedelta(minutes=minutes),
        )


def test_check_rate_lets_in_what_the_limit_allows(session: Session) -> None:
    post(session, 1)

    check_rate(session, "here", TWO_IN_TEN_MINUTES, at=LONG_AGO)


def test_check_rate_says_when_there_is_room_again(session: Session) -> None:
    post(session, 1, 4)

    with pytest.raises(TooManyError, match="in 6 minutes") as refusal:
        check_rate(session, "here", TWO_IN_TEN_MINUTES, at=LONG_AGO)

    assert refusal.value.retry_after == 360


def test_check_rate_counts_only_the_newest(session: Session) -> None:
    post(session, 1, 4, 8, 9)

    with pytest.raises(TooManyError) as refusal:
        check_rate(session, "here", TWO_IN_TEN_MINUTES, at=LONG_AGO)

    assert refusal.value.retry_after == 360


def test_check_rate_speaks_of_one_minute(session: Session) -> None:
    post(session, 1, 9)

    with pytest.raises(TooManyError, match="in a minute"):
        check_rate(session, "here", TWO_IN_TEN_MINUTES, at=LONG_AGO)


def test_check_rate_forgets_what_is_long_ago(session: Session) -> None:
    post(session, 1, 10)

    check_rate(session, "here", TWO_IN_TEN_MINUTES, at=LONG_AGO)


def test_check_rate_does_not_blame_one_address_for_another(session: Session) -> None:
    post(session, 1, 2, address="elsewhere")

    check_rate(session, "here", TWO_IN_TEN_MINUTES, at=LONG_AGO)

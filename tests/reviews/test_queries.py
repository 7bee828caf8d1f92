"""What readers can see, and since when."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.reviews.models import ReviewStatus
from reviewblog.reviews.queries import count_published, published
from tests.factories import LONG_AGO, make_review


@pytest.mark.parametrize(
    ("overrides", "shown"),
    [
        ({}, True),
        ({"status": ReviewStatus.DRAFT}, False),
        ({"status": ReviewStatus.DRAFT, "published_at": None}, False),
        ({"published_at": LONG_AGO + timedelta(seconds=1)}, False),
        ({"deleted_at": LONG_AGO}, False),
    ],
)
def test_published_follows_status_and_clock(
    session: Session, overrides: dict[str, object], *, shown: bool
) -> None:
    make_review(session, **overrides)

    assert count_published(session, at=LONG_AGO) == shown


def test_published_orders_by_time_then_by_id(session: Session) -> None:
    older, first, second = (
        make_review(session, published_at=LONG_AGO - timedelta(days=days))
        for days in (1, 0, 0)
    )

    found = session.scalars(published(at=LONG_AGO)).all()

    assert found == [second, first, older]

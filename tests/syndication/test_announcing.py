"""What the hub is told, decided by the clock and what readers see."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.errands import Errand, take_asked
from reviewblog.outgoing.errors import OutgoingError
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.site.defaults import get_site
from reviewblog.syndication.announcing import (
    LEASE,
    Announcement,
    ask_to_announce,
    choose_hub,
    claim_announcement,
    settle,
)
from tests.factories import LONG_AGO, make_review

NOW = LONG_AGO + timedelta(days=1)
LATER = NOW + timedelta(days=1)
HUB = "https://hub.example/"


@pytest.fixture
def review(session: Session) -> Review:
    with transaction(session):
        get_site(session).websub_hub = HUB
    return make_review(session)


def claim(session: Session, *, at: object = NOW) -> Announcement | None:
    with transaction(session):
        return claim_announcement(session, at=at)  # type: ignore[arg-type]


def announce(session: Session, *, error: str = "") -> Announcement | None:
    announcement = claim(session)
    if announcement is not None:
        with transaction(session):
            reason = OutgoingError(error) if error else None
            settle(session, announcement, reason, at=NOW)
    return announcement


def test_what_has_appeared_is_announced(session: Session, review: Review) -> None:
    assert claim(session) == Announcement(HUB, LONG_AGO)


def test_what_was_announced_is_not_announced_again(
    session: Session, review: Review
) -> None:
    announce(session)

    assert claim(session) is None


def test_a_change_is_announced(session: Session, review: Review) -> None:
    announce(session)
    with transaction(session):
        session.get_one(Review, review.id).updated_at = NOW

    assert claim(session) == Announcement(HUB, NOW)


def test_a_scheduled_review_is_announced_in_its_time(
    session: Session, review: Review
) -> None:
    announce(session)
    make_review(session, published_at=LATER)

    before, after = claim(session), claim(session, at=LATER)

    assert (before, after) == (None, Announcement(HUB, LATER))


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": ReviewStatus.DRAFT, "published_at": None},
        {"deleted_at": NOW},
    ],
)
def test_what_nobody_sees_is_not_announced(
    session: Session, review: Review, hidden: dict[str, object]
) -> None:
    announce(session)
    make_review(session, updated_at=NOW, **hidden)

    assert claim(session) is None


def test_an_empty_site_has_nothing_to_announce(session: Session) -> None:
    with transaction(session):
        get_site(session).websub_hub = HUB

    assert claim(session) is None


def test_without_a_hub_there_is_nobody_to_tell(session: Session) -> None:
    make_review(session)

    assert claim(session) is None


def test_an_announcement_is_made_by_one_runner(
    session: Session, review: Review
) -> None:
    claim(session)

    assert claim(session) is None


def test_an_announcement_whose_runner_died_is_made_by_another(
    session: Session, review: Review
) -> None:
    claim(session)

    assert claim(session, at=NOW + LEASE) is not None


def test_a_failed_announcement_is_made_again_later(
    session: Session, review: Review
) -> None:
    announce(session, error="the hub answered 500")

    assert claim(session) is None
    assert claim(session, at=NOW + timedelta(minutes=2)) is not None


def test_publishing_asks_for_the_runner_where_there_is_a_hub(
    session: Session, review: Review
) -> None:
    ask_to_announce(session)

    assert take_asked(session) == {Errand.PING_HUB}


def test_publishing_asks_for_nobody_without_a_hub(session: Session) -> None:
    ask_to_announce(session)

    assert take_asked(session) == set()


def test_another_hub_is_told_from_the_beginning(
    session: Session, review: Review
) -> None:
    announce(session, error="the hub answered 500")

    with transaction(session):
        choose_hub(session, "https://other.example/")

    assert take_asked(session) == {Errand.PING_HUB}
    assert claim(session) == Announcement("https://other.example/", LONG_AGO)


def test_the_same_hub_chosen_again_is_not_told_again(
    session: Session, review: Review
) -> None:
    announce(session)

    with transaction(session):
        choose_hub(session, HUB)

    assert claim(session) is None

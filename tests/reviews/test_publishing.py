"""When reviews appear and disappear."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.publishing import (
    Action,
    carry_out,
    delete,
    publish,
    restore,
    schedule,
    unpublish,
)
from reviewblog.reviews.queries import count_published, is_gone
from reviewblog.reviews.refusals import ReviewRefusedError
from reviewblog.works.facts import WorkFacts
from tests.factories import LONG_AGO, make_review
from tests.reviews.drafts import load, make_draft, rewrite, write

NOW = LONG_AGO + timedelta(days=10)
YESTERDAY = NOW - timedelta(days=1)
TOMORROW = NOW + timedelta(days=1)
NEXT_WEEK = NOW + timedelta(days=7)


def do(
    session: Session, review: Review, action: Action, for_: datetime | None = None
) -> None:
    with transaction(session):
        carry_out(session, load(session, review), action, for_=for_, at=NOW)


def draft(session: Session, published_at: datetime | None = None) -> Review:
    return write(session, make_draft(published_at=published_at))


def scheduled(session: Session) -> Review:
    return make_review(session, published_at=TOMORROW)


def public(session: Session) -> Review:
    return make_review(session, published_at=YESTERDAY)


@pytest.mark.parametrize(
    ("make", "action", "for_", "status", "time"),
    [
        # A draft stays one, and keeps the time planned for it.
        (draft, "save", None, "draft", None),
        (draft, "publish", None, "published", NOW),
        (draft, "publish", YESTERDAY, "published", YESTERDAY),
        # A time to come is waited for, whichever button was pressed.
        (draft, "publish", TOMORROW, "published", TOMORROW),
        (draft, "schedule", TOMORROW, "published", TOMORROW),
        (draft, "unpublish", None, "draft", None),
        (scheduled, "save", TOMORROW, "published", TOMORROW),
        (scheduled, "save", None, "published", TOMORROW),
        (scheduled, "save", NEXT_WEEK, "published", NEXT_WEEK),
        # "Publish now" on a time that nobody touched means now.
        (scheduled, "publish", TOMORROW, "published", NOW),
        (scheduled, "publish", None, "published", NOW),
        (scheduled, "publish", YESTERDAY, "published", YESTERDAY),
        (scheduled, "publish", NEXT_WEEK, "published", NEXT_WEEK),
        (scheduled, "schedule", NEXT_WEEK, "published", NEXT_WEEK),
        (scheduled, "unpublish", TOMORROW, "draft", TOMORROW),
        (public, "save", YESTERDAY, "published", YESTERDAY),
        (public, "save", None, "published", YESTERDAY),
        (public, "save", LONG_AGO, "published", LONG_AGO),
        (public, "publish", YESTERDAY, "published", YESTERDAY),
        (public, "publish", None, "published", YESTERDAY),
        (public, "schedule", TOMORROW, "published", TOMORROW),
        (public, "unpublish", None, "draft", YESTERDAY),
    ],
)
def test_each_action_in_each_state(  # noqa: PLR0913, PLR0917 -- a table of states
    session: Session,
    make: object,
    action: str,
    for_: datetime | None,
    status: str,
    time: datetime | None,
) -> None:
    review: Review = make(session)  # type: ignore[operator]  # parametrized

    do(session, review, Action(action), for_)

    assert (review.status.value, review.published_at) == (status, time)


@pytest.mark.parametrize(
    ("make", "action", "for_", "message"),
    [
        (draft, "schedule", None, "when it should appear"),
        (draft, "schedule", YESTERDAY, "has passed"),
        (draft, "schedule", NOW, "has passed"),
        (scheduled, "save", YESTERDAY, "has passed"),
        (public, "save", TOMORROW, "already"),
        (public, "publish", TOMORROW, "already"),
    ],
)
def test_a_time_that_would_surprise_readers_is_refused(
    session: Session, make: object, action: str, for_: datetime | None, message: str
) -> None:
    review: Review = make(session)  # type: ignore[operator]  # parametrized

    with pytest.raises(ReviewRefusedError, match=message) as refusal:
        do(session, review, Action(action), for_)

    assert refusal.value.field == "published_at"


@pytest.mark.parametrize("action", [Action.PUBLISH, Action.SCHEDULE])
def test_a_review_of_nothing_cannot_be_published(
    session: Session, action: Action
) -> None:
    nameless = make_draft(film=WorkFacts(title=""), body="The hat.")
    review = write(session, nameless)

    with pytest.raises(ReviewRefusedError) as refusal:
        do(session, review, action, TOMORROW)

    assert refusal.value.field == "film_title"


def test_a_scheduled_review_appears_by_itself(session: Session) -> None:
    review = draft(session)

    do(session, review, Action.SCHEDULE, TOMORROW)

    assert count_published(session, at=TOMORROW - timedelta(seconds=1)) == 0
    assert count_published(session, at=TOMORROW) == 1


def test_publishing_again_keeps_the_first_time(session: Session) -> None:
    review = public(session)
    with transaction(session):
        unpublish(session, load(session, review), at=NOW)

    with transaction(session):
        publish(session, load(session, review), at=TOMORROW)

    assert review.published_at == YESTERDAY
    assert review.updated_at == TOMORROW


def test_the_time_of_a_draft_is_what_was_typed_last(session: Session) -> None:
    review = draft(session, TOMORROW)

    rewrite(session, review, published_at=None)

    assert review.published_at is None


def test_scheduling_dates_the_change(session: Session) -> None:
    review = draft(session)

    with transaction(session):
        schedule(session, load(session, review), for_=TOMORROW, at=NOW)

    assert review.updated_at == NOW


def test_scheduling_for_the_same_time_again_dates_nothing(session: Session) -> None:
    review = scheduled(session)
    before = review.updated_at

    do(session, review, Action.SCHEDULE, TOMORROW)

    assert review.updated_at == before


def test_a_deleted_review_is_gone_for_readers(session: Session) -> None:
    review = public(session)

    with transaction(session):
        delete(session, load(session, review), at=NOW)

    assert review.deleted_at == NOW
    assert is_gone(session, review.slug, at=NOW)
    assert count_published(session, at=NOW) == 0


def test_deleting_twice_changes_nothing(session: Session) -> None:
    review = public(session)
    for moment in (NOW, TOMORROW):
        with transaction(session):
            delete(session, load(session, review), at=moment)

    assert review.deleted_at == NOW


@pytest.mark.parametrize("make", [draft, scheduled])
def test_readers_never_learn_that_there_was_a_review_they_could_not_see(
    session: Session, make: object
) -> None:
    review: Review = make(session)  # type: ignore[operator]  # parametrized
    slug = review.slug

    with transaction(session):
        delete(session, load(session, review), at=NOW)

    assert not is_gone(session, slug, at=NEXT_WEEK)
    assert not is_gone(session, review.slug, at=NEXT_WEEK)


@pytest.mark.parametrize("make", [draft, scheduled, public])
def test_a_deletion_can_be_undone(session: Session, make: object) -> None:
    review: Review = make(session)  # type: ignore[operator]  # parametrized
    before = (review.status, review.published_at, review.slug)
    with transaction(session):
        delete(session, load(session, review), at=NOW)

    with transaction(session):
        restore(session, load(session, review), at=NOW)

    assert review.deleted_at is None
    assert (review.status, review.published_at, review.slug) == before


def test_restoring_what_is_there_changes_nothing(session: Session) -> None:
    review = public(session)
    before = review.updated_at

    with transaction(session):
        restore(session, load(session, review), at=NOW)

    assert review.updated_at == before


def test_a_review_whose_time_came_while_it_was_deleted_comes_back_as_a_draft(
    session: Session,
) -> None:
    review = scheduled(session)
    with transaction(session):
        delete(session, load(session, review), at=NOW)

    with transaction(session):
        restore(session, load(session, review), at=NEXT_WEEK)

    assert review.status is ReviewStatus.DRAFT
    assert review.published_at == TOMORROW

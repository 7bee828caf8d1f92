"""Who writes what others are writing waits for them, and never two for each other.

On PostgreSQL a change that readers see holds a row that all such changes write, until
it is committed. Whoever needs a review besides has to lock it before.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from msgspec.structs import replace
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.media.models import Picture
from reviewblog.reviews.desk import find_review
from reviewblog.reviews.drafts import draft_of
from reviewblog.reviews.list_writing import (
    EntryDraft,
    ListDraft,
    change_list,
    find_list,
)
from reviewblog.reviews.list_writing import create_list as begin_list
from reviewblog.reviews.models import Review
from reviewblog.reviews.publishing import publish
from reviewblog.reviews.rendering import hold_showing, rerender_showing
from reviewblog.reviews.writing import update_review
from tests.factories import LONG_AGO
from tests.races import race
from tests.reviews.drafts import make_draft, write
from tests.reviews.test_picturing import take_in

Job = Callable[[Session, int], None]
# Long enough for the other one to come, unless it has to wait.
PATIENCE_SECONDS = 1.0


@pytest.fixture
def picture(session: Session, owner: Account, tmp_path: Path) -> Picture:
    return take_in(session, owner, tmp_path, "red")


@pytest.fixture
def review(session: Session, owner: Account, picture: Picture) -> Review:
    review = write(session, make_draft(still=picture.hash), by=owner)
    publish(session, review, at=LONG_AGO)
    session.commit()
    return review


class Meeting:
    """One saves a review, the other writes something that readers see besides."""

    def __init__(self, review: Review) -> None:
        """Know which review it is."""
        self._review_id = review.id
        self.is_locked, self.is_written = Event(), Event()

    def save(self, session: Session, _: int) -> None:
        """Take the review, let the other one write, and write as well."""
        found = find_review(session, self._review_id, to_change=True)
        assert found
        self.is_locked.set()
        self.is_written.wait(PATIENCE_SECONDS)
        draft = replace(draft_of(found), body="Another text.")
        update_review(session, found, draft, by=found.author, at=LONG_AGO)

    def at_once(self, app: Flask, other: Job) -> list[Exception]:
        """Let both happen; return what was raised."""

        def job(session: Session, number: int) -> None:
            (self.save, other)[number](session, number)

        return race(app, job, times=2)


def test_a_picture_is_described_while_what_shows_it_is_saved(
    app: Flask, review: Review, picture: Picture
) -> None:
    meeting = Meeting(review)

    def describe(session: Session, _: int) -> None:
        meeting.is_locked.wait(PATIENCE_SECONDS)
        found = session.get_one(Picture, picture.id)
        hold_showing(session, picture.id)
        found.describe(alt=f"{found.alt}!", caption="", credit="")
        session.flush()
        meeting.is_written.set()
        rerender_showing(session, picture.id)

    assert meeting.at_once(app, describe) == []


def test_a_list_takes_a_review_that_is_being_saved(
    app: Flask, session: Session, review: Review
) -> None:
    begun = begin_list(session, "The best", at=LONG_AGO)
    begun.published_at = LONG_AGO
    session.commit()
    list_id, meeting = begun.id, Meeting(review)

    def fill(session: Session, _: int) -> None:
        meeting.is_locked.wait(PATIENCE_SECONDS)
        found = find_list(session, list_id, to_change=True)
        assert found
        entries = (EntryDraft(review_id=review.id, note="Why it is here."),)
        draft = ListDraft(title="The very best", entries=entries)
        change_list(session, found, draft, at=LONG_AGO)

    assert meeting.at_once(app, fill) == []

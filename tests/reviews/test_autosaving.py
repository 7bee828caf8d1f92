"""Saving by itself: what follows at once, what waits, and who is in whose way."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.freshness import Freshness
from reviewblog.reviews import autosaving, keeping
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.revisions import find_pending
from reviewblog.reviews.typed import Hand, Seen, Typed
from reviewblog.works.models import Person, Work
from tests.factories import LONG_AGO, make_account, make_review
from tests.reviews.drafts import load, write

TAB, ELSEWHERE = "a-page-that-is-open", "another-page-that-is-open"
SAVED = Typed.of([("film_title", "Rush"), ("body", "As it was.")])
MINE = Typed.of([("body", "mine")])
NEWER = Typed.of(
    [("film_title", "Rush Hour"), ("body", "As *it* is."), ("dek", "Now.")]
)


def autosave(
    session: Session, review: Review, typed: Typed = NEWER, tab: str = TAB
) -> Typed:
    with transaction(session):
        return autosaving.autosave(
            session, review, typed, hand(review, tab), saved=SAVED
        )


def hand(review: Review, tab: str = TAB) -> Hand:
    return Hand(by_id=review.author_id, tab=tab, at=LONG_AGO)


def refuse(
    session: Session,
    review: Review,
    typed: Typed = MINE,
    base: str = SAVED.digest,
    tab: str = TAB,
) -> None:
    seen = Seen(base=base, tab=tab)
    autosaving.refuse_outdated(session, review, typed, seen, saved=SAVED)


def test_a_draft_has_what_is_typed_at_once_but_its_film_waits(session: Session) -> None:
    review = write(session)

    assert autosave(session, review) == NEWER

    review = load(session, review)
    assert (review.title, review.dek, review.body) == (
        "Rush Hour",
        "Now.",
        "As *it* is.",
    )
    assert "<em>it</em>" in review.body_html
    assert review.work.title == "Rush"


def test_what_readers_see_waits_for_an_update(session: Session) -> None:
    review = make_review(session, body="As it was.")
    counter = select(Freshness.changed).where(Freshness.scope == "")
    before = session.scalar(counter)

    autosave(session, review)

    assert load(session, review).body == "As it was."
    pending = find_pending(session, review.id)
    assert pending is not None
    assert pending.typed == NEWER
    assert session.scalar(counter) == before


def test_typing_back_what_is_saved_leaves_nothing_pending(session: Session) -> None:
    review = make_review(session)
    autosave(session, review)

    assert autosave(session, review, SAVED) == SAVED
    assert find_pending(session, review.id) is None


def test_a_new_page_begins_one_draft_without_touching_anybody_s_film(
    session: Session,
) -> None:
    known = make_review(session)
    works, people = count(session, Work), count(session, Person)
    by = make_account(session)
    typed = Typed.of(
        [("film_title", known.work.title), ("directors", "Half A Na"), ("tags", "cri")]
    )
    with transaction(session):
        review = autosaving.begin(
            session, typed, Hand(by_id=by.id, tab=TAB, at=LONG_AGO), by=by
        )

    review = load(session, review)
    assert review.status is ReviewStatus.DRAFT
    assert review.title == known.work.title
    assert review.work_id != known.work_id
    assert (count(session, Work), count(session, Person)) == (works + 1, people)
    assert autosaving.begun(session, TAB, by=by) == review.id
    assert autosaving.begun(session, TAB, by=known.author) is None
    assert autosaving.begun(session, "", by=by) is None


def test_a_text_too_long_for_a_draft_waits_in_the_form(session: Session) -> None:
    review = write(session)
    long = Typed.of([("title", "x" * 301), ("body", "kept")])

    assert autosave(session, review, long) == long
    assert load(session, review).body == ""


def test_a_newer_text_from_elsewhere_is_not_written_over(session: Session) -> None:
    review = make_review(session)
    autosave(session, review, tab=ELSEWHERE)

    with pytest.raises(autosaving.MovedOnError):
        refuse(session, review)


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"base": NEWER.digest}, id="opened on it"),
        pytest.param({"tab": ELSEWHERE}, id="saved by the same page, answer lost"),
        pytest.param({"typed": NEWER}, id="the same text"),
        pytest.param({"base": ""}, id="a program that sends no base"),
    ],
)
def test_nobody_is_in_their_own_way(session: Session, how: dict[str, Any]) -> None:
    review = make_review(session)
    autosave(session, review, tab=ELSEWHERE)

    refuse(session, review, **how)


def test_discarding_takes_a_draft_back_to_its_last_save(session: Session) -> None:
    review = write(session)
    with transaction(session):
        keeping.keep_saved(session, review, SAVED, hand(review))
    autosave(session, review)

    with transaction(session):
        assert autosaving.discard(session, load(session, review), at=LONG_AGO)

    assert load(session, review).body == "As it was."
    assert find_pending(session, review.id) is None


def test_restoring_keeps_what_it_replaces(session: Session) -> None:
    review = write(session)
    autosave(session, review)
    old = find_pending(session, review.id)
    assert old is not None
    autosave(session, review, Typed.of([("body", "Worse.")]))

    with transaction(session):
        autosaving.restore(session, load(session, review), old, hand(review, ""))

    assert load(session, review).body == old.typed["body"]


def count(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0

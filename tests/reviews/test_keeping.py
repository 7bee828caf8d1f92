"""Every text is kept: what is remembered, what is one revision, what may go."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.db import transaction
from reviewblog.reviews import keeping
from reviewblog.reviews.models import Review
from reviewblog.reviews.revisions import (
    Revision,
    RevisionKind,
    find_pending,
    history_of,
)
from reviewblog.reviews.typed import Hand, Typed
from tests.factories import LONG_AGO, make_account, make_review

SAVED, PENDING = RevisionKind.SAVED, RevisionKind.PENDING
AUTOSAVED, ASIDE = RevisionKind.AUTOSAVED, RevisionKind.SET_ASIDE
TAB = "a-page-that-is-open"
LONG = " ".join(f"word{number}" for number in range(100))


@pytest.fixture
def author(session: Session) -> Account:
    return make_account(session)


@pytest.fixture
def review(session: Session, author: Account) -> Review:
    return make_review(session, author=author)


def text(body: str, **fields: str) -> Typed:
    return Typed.of({"title": "Rush", "body": body, **fields}.items())


def hand(review: Review, **how: Any) -> Hand:
    usual: dict[str, Any] = {"by_id": review.author_id, "tab": TAB, "at": LONG_AGO}
    return Hand(**usual | how)


def pend(session: Session, review: Review, body: str, **how: Any) -> None:
    with transaction(session):
        keeping.keep_pending(session, review, text(body), hand(review, **how))


def save(session: Session, review: Review, body: str, **how: Any) -> None:
    with transaction(session):
        keeping.keep_saved(session, review, text(body), hand(review, **how))


def kinds(session: Session, review: Review) -> list[RevisionKind]:
    return [one.kind for one in history(session, review)]


def history(session: Session, review: Review) -> list[Revision]:
    return list(session.scalars(history_of(review.id)))


def pending_body(session: Session, review: Review) -> str:
    pending = find_pending(session, review.id)
    assert pending is not None
    return pending.typed["body"]


def test_saves_are_kept_with_who_and_when(
    session: Session, review: Review, author: Account
) -> None:
    save(session, review, "first")
    save(session, review, "first second", at=LONG_AGO + timedelta(days=1))

    [newest, oldest] = history(session, review)
    assert newest.author == author
    assert (newest.kind, newest.kept_at) == (SAVED, LONG_AGO + timedelta(days=1))
    assert (newest.words_added, newest.words_removed) == (1, 0)
    assert oldest.kept_at == LONG_AGO


def test_saving_the_same_again_is_no_revision(session: Session, review: Review) -> None:
    save(session, review, "first")
    save(session, review, "first")

    assert kinds(session, review) == [SAVED]


def test_typing_on_is_one_revision(session: Session, review: Review) -> None:
    for end in range(1, 9):
        pend(session, review, LONG[: end * 40])

    assert kinds(session, review) == [PENDING]
    assert pending_body(session, review) == LONG[:320]


def test_what_is_wiped_out_stays_in_the_history(
    session: Session, review: Review
) -> None:
    pend(session, review, LONG)
    pend(session, review, "")

    assert kinds(session, review) == [PENDING, AUTOSAVED]
    assert pending_body(session, review) == ""


@pytest.mark.parametrize(
    "how", [{"tab": "another"}, {"at": LONG_AGO + timedelta(minutes=11)}]
)
def test_a_text_from_elsewhere_or_later_leaves_the_earlier_one_alone(
    session: Session, review: Review, how: dict[str, Any]
) -> None:
    pend(session, review, "one two")
    pend(session, review, "one three", **how)

    assert kinds(session, review) == [PENDING, AUTOSAVED]


def test_somebody_else_never_types_into_my_revision(
    session: Session, review: Review
) -> None:
    pend(session, review, "one")
    pend(session, review, "one two", by_id=make_account(session).id)

    assert kinds(session, review) == [PENDING, AUTOSAVED]


def test_a_save_takes_what_was_typed_before_it_along(
    session: Session, review: Review
) -> None:
    save(session, review, "one")
    pend(session, review, "one two")
    save(session, review, "one two three")

    assert kinds(session, review) == [SAVED, SAVED]
    assert find_pending(session, review.id) is None


def test_a_discarded_text_stays_in_the_history(
    session: Session, review: Review
) -> None:
    pend(session, review, LONG)
    with transaction(session):
        assert keeping.discard_pending(session, review)

    assert kinds(session, review) == [ASIDE]


def test_one_page_sets_one_text_aside(session: Session, review: Review) -> None:
    for body in ("mine", "mine too"):
        with transaction(session):
            keeping.set_aside(session, review, text(body), hand(review))

    assert kinds(session, review) == [ASIDE]


def test_only_what_nobody_asked_for_is_ever_thrown_away(
    session: Session, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_AUTOSAVED", 2)
    save(session, review, "the very first")
    for number in range(6):
        pend(session, review, f"{LONG} {number}", tab=f"tab-{number}")

    assert kinds(session, review) == [PENDING, AUTOSAVED, AUTOSAVED, SAVED]


def test_the_text_before_the_first_remembered_save_is_remembered(
    session: Session, review: Review
) -> None:
    for body in ("as it was imported", "never seen"):
        with transaction(session):
            keeping.keep_first(session, review, text(body), hand(review))

    [only] = history(session, review)
    assert only.kind is SAVED

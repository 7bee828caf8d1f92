"""Answers remembered until readers see something else."""

import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.freshness import Freshness
from reviewblog.reviews import memory
from reviewblog.reviews.listing import list_by_ids
from reviewblog.reviews.memory import RememberedList, remembered
from reviewblog.reviews.models import ReviewStatus
from reviewblog.reviews.queries import count_published, published
from reviewblog.web.rehearsing import rehearsal
from tests.factories import LONG_AGO, make_review, make_work
from tests.statements import counted_statements

TOMORROW = LONG_AGO + timedelta(days=1)


class Asking:
    """A question that counts how often it was asked."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.times = 0

    def ask(self) -> int:
        self.times += 1
        return count_published(self.session, at=LONG_AGO)

    def answer(self, question: str = "how many") -> int:
        return remembered(self.session, question, self.ask, at=LONG_AGO)


@pytest.fixture
def asking(session: Session) -> Asking:
    return Asking(session)


def test_a_question_is_asked_once(session: Session, asking: Asking) -> None:
    make_review(session)

    answers = [asking.answer(), asking.answer()]

    assert answers == [1, 1]
    assert asking.times == 1


def test_what_readers_see_now_is_asked_for_anew(
    session: Session, asking: Asking
) -> None:
    review = make_review(session)
    asking.answer()

    make_review(session)
    more = asking.answer()
    review.status = ReviewStatus.DRAFT
    session.commit()

    assert (more, asking.answer()) == (2, 1)


def test_what_readers_do_not_see_changes_nothing(
    session: Session, asking: Asking
) -> None:
    work = make_work(session)
    make_review(session, work=work)
    asking.answer()

    make_review(session, work=work, status=ReviewStatus.DRAFT)
    asking.answer()

    assert asking.times == 1


def test_what_the_clock_brings_is_seen(session: Session) -> None:
    make_review(session)
    make_review(session, published_at=TOMORROW)

    counts = [
        remembered(session, "clock", partial(count_published, session, at=at), at=at)
        for at in (LONG_AGO, TOMORROW, LONG_AGO)
    ]

    assert counts == [1, 2, 1]


def test_what_is_taken_back_is_not_remembered(session: Session, asking: Asking) -> None:
    review = make_review(session)
    with rehearsal(session):
        review.status = ReviewStatus.DRAFT
        session.flush()
        tried = asking.answer()

    session.refresh(review)
    review.title = "Another"
    session.commit()

    assert (tried, asking.answer()) == (0, 1)


def test_a_number_that_comes_again_is_another_change(
    session: Session, asking: Asking
) -> None:
    """A restored database counts again from where it was."""
    review, _ = make_review(session), make_review(session)
    counters = session.execute(select(Freshness.scope, Freshness.changed)).all()
    review.title = "Another"
    session.commit()
    asking.answer()

    for scope, changed in counters:
        session.get_one(Freshness, scope).changed = changed
    session.commit()
    review.status = ReviewStatus.DRAFT
    session.commit()

    assert asking.answer() == 1


def test_a_page_asks_once_whether_anything_has_changed(
    app: Flask, asking: Asking
) -> None:
    with counted_statements(app) as sent:
        asking.answer("one")
        asking.answer("another")

    assert len([statement for statement in sent if "freshness" in statement]) == 1


def test_what_may_be_taken_back_is_not_remembered(
    session: Session, asking: Asking
) -> None:
    review = make_review(session)
    with suppress(LookupError), transaction(session):
        review.status = ReviewStatus.DRAFT
        assert asking.answer() == 0
        raise LookupError
    make_review(session)

    assert asking.answer() == 2


def test_questions_are_told_apart(asking: Asking) -> None:
    asking.answer("one")
    asking.answer("another")

    assert asking.times == 2


def test_memory_is_bounded(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_ANSWERS", 2)
    for question in ("one", "two", "one", "three"):
        asking.answer(question)

    asking.answer("one")
    assert asking.times == 3
    asking.answer("two")
    assert asking.times == 4


def test_large_answers_are_kept_for_fewer_questions(
    session: Session, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MOST_LARGE", 1)
    for question in ("one", "two", "one"):
        remembered(session, question, asking.ask, at=LONG_AGO, subject=memory.REVIEWS)

    assert asking.times == 3


def test_subjects_push_out_only_their_like(
    session: Session, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MOST_ANSWERS", 1)
    asking.answer()

    remembered(session, "a word", asking.ask, at=LONG_AGO, subject="searches")
    asking.answer()

    assert asking.times == 2


def test_a_remembered_list_loads_its_reviews_in_order(session: Session) -> None:
    first, second, third = (
        make_review(session, published_at=LONG_AGO - timedelta(days=days))
        for days in (1, 2, 3)
    )
    query = partial(published, at=LONG_AGO)
    pages = RememberedList(session, "newest", query, LONG_AGO)

    again = [pages(limit=2, offset=0) for _ in range(2)]

    front = list_by_ids(session, [first.id, second.id], at=LONG_AGO)
    assert again == [front, front]
    assert [review.id for review in front] == [first.id, second.id]
    assert [review.id for review in pages(limit=2, offset=2)] == [third.id]


def test_a_remembered_list_follows_every_change(app: Flask, session: Session) -> None:
    review = make_review(session)
    query = partial(published, at=LONG_AGO)
    pages = RememberedList(session, "newest", query, LONG_AGO)
    pages(limit=2, offset=0)

    with counted_statements(app) as sent:
        pages(limit=2, offset=0)
    review.work.title = "Another"
    session.commit()
    (renamed,) = pages(limit=2, offset=0)
    review.status = ReviewStatus.DRAFT
    session.commit()

    assert not any("review.slug" in one for one in sent)
    assert renamed.work.title == "Another"
    assert pages(limit=2, offset=0) == []


def test_what_was_so_before_a_change_takes_no_room(session: Session) -> None:
    class Counts:
        """Something large."""

    before = remembered(session, "counts", Counts, at=LONG_AGO)
    still_there = weakref.ref(before)
    assert remembered(session, "counts", Counts, at=LONG_AGO) is before
    del before

    make_review(session)
    remembered(session, "something else", Counts, at=LONG_AGO)

    assert still_there() is None


def test_a_crowd_asks_once(session: Session) -> None:
    engine, together = session.get_bind(), threading.Barrier(4)
    times: list[int] = []

    def count() -> int:
        times.append(1)
        sleep(0.2)
        return 7

    def want(_: int) -> int:
        with Session(engine) as own:
            together.wait()
            return remembered(own, "a long count", count, at=LONG_AGO)

    with ThreadPoolExecutor(4) as crowd:
        assert list(crowd.map(want, range(4))) == [7] * 4
    assert len(times) == 1

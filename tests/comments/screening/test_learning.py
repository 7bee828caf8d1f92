"""The filter learns from decisions, and unlearns what is taken back."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.editing import withdraw_comment
from reviewblog.comments.models import CommentStatus, Lesson
from reviewblog.comments.moderation import decide, undo
from reviewblog.comments.screening import learning
from reviewblog.comments.screening.checks import Finding, Weight
from reviewblog.comments.screening.desk import store_reasons
from reviewblog.comments.screening.models import FilterToken, ReasonCode
from reviewblog.comments.screening.records import get_corpus, reasons_of
from tests.factories import LONG_AGO, make_comment

SPAM, APPROVED = CommentStatus.SPAM, CommentStatus.APPROVED


def counts(session: Session) -> dict[str, tuple[int, int]]:
    session.flush()
    tokens = session.execute(
        select(FilterToken.token, FilterToken.spam, FilterToken.good)
    )
    return {token: (spam, good) for token, spam, good in tokens}


def corpus(session: Session) -> tuple[int, int]:
    row = get_corpus(session)
    session.refresh(row)
    return row.spam, row.good


def test_decisions_teach(session: Session, owner: Account) -> None:
    bad = make_comment(session, body="Buy pills", author_name="Eve")
    good = make_comment(session, body="Buy tickets", author_name="Ada")

    decide(session, [bad.id], to=SPAM, by=owner, at=LONG_AGO)
    decide(session, [good.id], to=APPROVED, by=owner, at=LONG_AGO)

    known = counts(session)
    assert known["buy"] == (1, 1)
    assert known["pills"] == (1, 0)
    assert known["name:ada"] == (0, 1)
    assert corpus(session) == (1, 1)


def test_undo_unlearns_without_a_trace(session: Session, owner: Account) -> None:
    comment = make_comment(session, body="Buy pills")
    decisions = decide(session, [comment.id], to=SPAM, by=owner, at=LONG_AGO)

    undo(session, [decision.id for decision in decisions], by=owner, at=LONG_AGO)

    assert counts(session) == {}
    assert corpus(session) == (0, 0)
    assert comment.taught is None


def test_a_mistake_put_right_is_learned_the_other_way(
    session: Session, owner: Account
) -> None:
    comment = make_comment(session, body="Fine words")
    decide(session, [comment.id], to=SPAM, by=owner, at=LONG_AGO)

    decide(session, [comment.id], to=APPROVED, by=owner, at=LONG_AGO)

    assert counts(session)["fine"] == (0, 1)
    assert corpus(session) == (0, 1)


def test_emptying_the_bin_forgets_nothing(session: Session, owner: Account) -> None:
    comment = make_comment(session, body="Buy pills")
    decide(session, [comment.id], to=SPAM, by=owner, at=LONG_AGO)

    decide(session, [comment.id], to=CommentStatus.DELETED, by=owner, at=LONG_AGO)

    assert comment.taught is Lesson.SPAM
    assert corpus(session) == (1, 0)


def test_a_withdrawn_comment_is_forgotten(session: Session, owner: Account) -> None:
    comment = make_comment(session, body="My secret")
    decide(session, [comment.id], to=APPROVED, by=owner, at=LONG_AGO)
    store_reasons(session, comment, [Finding(ReasonCode.LINKS, Weight.HOLD)])

    withdraw_comment(session, comment, at=LONG_AGO)

    assert counts(session) == {}
    assert reasons_of(session, [comment.id]) == {}


def test_the_memory_is_bounded(
    session: Session, owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "MOST_TOKENS", 20)
    monkeypatch.setattr(learning, "ROOM", 5)
    for number in range(6):
        words = " ".join(f"word{number}{letter}" for letter in "abcde")
        comment = make_comment(session, body=f"common {words}")
        decide(session, [comment.id], to=SPAM, by=owner, at=LONG_AGO)

    known = counts(session)

    assert len(known) <= 20
    assert "common" in known

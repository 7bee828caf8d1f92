"""Who sends comments, and taking away everything of one sender."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.moderation import undo
from reviewblog.comments.senders import (
    History,
    delete_all_of_sender,
    histories_of,
)
from reviewblog.reviews.models import Review
from tests.factories import LONG_AGO, make_account, make_comment, make_review
from tests.statements import counted_statements

PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED
SPAM, DELETED = CommentStatus.SPAM, CommentStatus.DELETED


@pytest.fixture
def sent(session: Session) -> list[Comment]:
    """Comments of one sender, in each status, partly from another browser."""
    return [
        make_comment(session, status=status, **known)
        for status, known in (
            (PENDING, {"writer_hash": "w", "email_hash": "e"}),
            (APPROVED, {"writer_hash": "w"}),
            (SPAM, {"email_hash": "e"}),
            (DELETED, {"writer_hash": "w", "email_hash": "e"}),
        )
    ]


def test_a_history_counts_each_comment_once(
    session: Session, owner: Account, sent: list[Comment]
) -> None:
    make_comment(session)

    known = histories_of(session, [sent[0].id], by=owner)

    assert known == {
        sent[0].id: History(approved=1, waiting=1, rejected=2, first_at=LONG_AGO)
    }


def test_histories_take_one_statement(
    app: Flask, session: Session, owner: Account
) -> None:
    ids = [make_comment(session).id for _ in range(20)]

    with counted_statements(app):
        known = histories_of(session, ids, by=owner)

    assert {history.total for history in known.values()} == {1}


def test_nobody_known_has_no_history(session: Session, owner: Account) -> None:
    comment = make_comment(session, writer_hash="")

    assert histories_of(session, [comment.id], by=owner) == {}


def test_everything_of_a_sender_goes_and_comes_back(
    session: Session, owner: Account, sent: list[Comment]
) -> None:
    other = make_comment(session, status=APPROVED)

    gone = delete_all_of_sender(session, sent[0], by=owner, at=LONG_AGO)

    assert {comment.status for comment in sent} == {DELETED}
    assert other.status is APPROVED
    undo(session, [one.id for one in gone], by=owner, at=LONG_AGO)
    assert [one.status for one in sent] == [PENDING, APPROVED, SPAM, DELETED]
    assert session.get_one(Review, sent[1].review_id).comment_count == 1


def test_an_author_deletes_on_own_reviews_only(session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    own = make_comment(
        session, review=make_review(session, author=author), writer_hash="w"
    )
    other = make_comment(session, writer_hash="w")

    delete_all_of_sender(session, own, by=author, at=LONG_AGO)

    assert (own.status, other.status) == (DELETED, PENDING)

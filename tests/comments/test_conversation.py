"""The whole talk around one comment."""

from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.comments.conversation import conversation_around
from reviewblog.comments.models import Comment
from reviewblog.reviews.models import Review
from tests.factories import make_account, make_comment, make_review
from tests.statements import counted_statements


def talk(session: Session, review: Review) -> list[Comment]:
    """A question, two answers, and an answer to the first of them."""
    first = make_comment(session, review=review)
    answers = [make_comment(session, review=review, parent_id=first.id) for _ in "ab"]
    return [
        first,
        *answers,
        make_comment(session, review=review, parent_id=answers[0].id),
    ]


def test_a_talk_is_found_from_wherever_in_it(session: Session, owner: Account) -> None:
    review = make_review(session)
    first, one, two, below = talk(session, review)
    make_comment(session, review=review)

    for start in (first, two, below):
        turns = conversation_around(session, start.id, by=owner)
        assert [(turn.comment, turn.depth) for turn in turns] == [
            (first, 0),
            (one, 1),
            (below, 2),
            (two, 1),
        ]


def test_a_deep_talk_takes_one_statement(
    app: Flask, session: Session, owner: Account
) -> None:
    review = make_review(session)
    parent = None
    for _ in range(60):
        parent = make_comment(session, review=review, parent_id=parent).id
    assert parent is not None

    with counted_statements(app):
        turns = conversation_around(session, parent, by=owner)

    assert [turn.depth for turn in turns] == list(range(60))


def test_somebody_elses_talk_is_none(session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    comment = make_comment(session)

    assert conversation_around(session, comment.id, by=author) == []

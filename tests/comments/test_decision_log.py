"""The log of decisions, and the whole talk around a comment."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.comments.decision_log import (
    Hand,
    LogFilter,
    count_decisions,
    list_decisions,
)
from reviewblog.comments.editing import withdraw_comment
from reviewblog.comments.models import CommentStatus, Decision
from reviewblog.comments.moderation import decide
from tests.factories import LONG_AGO, make_account, make_comment, make_review, save

PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED


@pytest.fixture
def three(session: Session, owner: Account) -> list[Decision]:
    """A decision of the owner, one of the rules and one of a writer."""
    comments = [make_comment(session) for _ in "abc"]
    (by_owner,) = decide(session, [comments[0].id], to=APPROVED, by=owner, at=LONG_AGO)
    by_rules = save(
        session,
        Decision(
            comment_id=comments[1].id,
            before=PENDING,
            after=CommentStatus.SPAM,
            decided_at=LONG_AGO,
            is_by_rules=True,
        ),
    )
    withdraw_comment(session, comments[2], at=LONG_AGO)
    by_writer = session.get_one(Decision, by_rules.id + 1)
    return [by_owner, by_rules, by_writer]


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({}, [2, 1, 0]),
        ({"hand": Hand.RULES}, [1]),
        ({"hand": Hand.WRITERS}, [2]),
        ({"after": APPROVED}, [0]),
        ({"account_id": 2**31 - 1}, []),
    ],
)
def test_the_log_lists_what_is_asked_for(
    session: Session,
    owner: Account,
    three: list[Decision],
    wanted: dict[str, Any],
    places: list[int],
) -> None:
    asked = LogFilter(**wanted)

    listed = list_decisions(session, asked, by=owner, limit=9)

    assert listed == [three[place] for place in places]
    assert count_decisions(session, asked, by=owner) == len(places)


def test_the_log_of_one_person_or_comment(
    session: Session, owner: Account, three: list[Decision]
) -> None:
    by_person = LogFilter(account_id=owner.id)
    by_comment = LogFilter(comment_id=three[1].comment_id)

    assert list_decisions(session, by_person, by=owner, limit=9) == three[:1]
    assert list_decisions(session, by_comment, by=owner, limit=9) == three[1:2]


@pytest.mark.usefixtures("three")
def test_authors_read_of_their_own_reviews(session: Session, owner: Account) -> None:
    author = make_account(session, role=Role.AUTHOR)
    own = make_comment(session, review=make_review(session, author=author))
    decided = decide(session, [own.id], to=APPROVED, by=owner, at=LONG_AGO)

    assert list_decisions(session, LogFilter(), by=author, limit=9) == decided

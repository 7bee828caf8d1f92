"""What writers may do with their own comments afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.comments.editing import edit_comment, withdraw_comment
from reviewblog.comments.errors import BodyRefusedError, EditTimeOverError
from reviewblog.comments.models import EDIT_TIME, Comment, CommentStatus, Decision
from reviewblog.db import transaction
from reviewblog.mail.models import OutboxMessage
from reviewblog.mail.outbox import queue_message
from reviewblog.reviews.models import Review
from tests.factories import LONG_AGO, make_account, make_comment, make_review
from tests.mail.letters import a_letter

SOON = LONG_AGO + timedelta(minutes=1)


def rewrite(session: Session, comment: Comment, body: str = "I cried.") -> None:
    edit_comment(session, comment, body, opened_at=LONG_AGO, at=SOON)


def test_edit_comment_changes_the_text_and_says_so(session: Session) -> None:
    comment = make_comment(session)

    rewrite(session, comment)

    assert comment.body == "I cried."
    assert comment.body_html == "<p>I cried.</p>"
    assert comment.edited_at == SOON
    assert comment.status is CommentStatus.PENDING


def test_saving_without_a_change_is_no_edit(session: Session) -> None:
    comment = make_comment(session, status=CommentStatus.APPROVED)

    rewrite(session, comment, comment.body)

    assert comment.edited_at is None
    assert comment.status is CommentStatus.APPROVED


def test_an_approved_comment_waits_again(session: Session) -> None:
    review = make_review(session, comment_count=1)
    comment = make_comment(session, review=review, status=CommentStatus.APPROVED)

    rewrite(session, comment)

    decision = session.scalars(select(Decision)).one()
    assert comment.status is CommentStatus.PENDING
    assert review.comment_count == 0
    assert (decision.before, decision.after) == ("approved", "pending")
    assert decision.account_id is None


def test_the_critic_need_not_wait(session: Session) -> None:
    critic = make_account(session)
    comment = make_comment(session, status=CommentStatus.APPROVED, account_id=critic.id)

    rewrite(session, comment)

    assert comment.status is CommentStatus.APPROVED
    assert comment.edited_at == SOON


@pytest.mark.parametrize(
    ("opened_after", "saved_after"),
    [
        (timedelta(0), EDIT_TIME),
        (EDIT_TIME, EDIT_TIME),
        (EDIT_TIME, 2 * EDIT_TIME),
    ],
)
def test_edit_comment_takes_what_comes_in_time(
    session: Session, opened_after: timedelta, saved_after: timedelta
) -> None:
    comment = make_comment(session)

    edit_comment(
        session,
        comment,
        "I cried.",
        opened_at=LONG_AGO + opened_after,
        at=LONG_AGO + saved_after,
    )

    assert comment.body == "I cried."


@pytest.mark.parametrize(
    ("opened_after", "saved_after"),
    [
        (timedelta(0), EDIT_TIME + timedelta(seconds=1)),
        (EDIT_TIME + timedelta(seconds=1), EDIT_TIME + timedelta(seconds=1)),
        (EDIT_TIME, 2 * EDIT_TIME + timedelta(seconds=1)),
        (EDIT_TIME, timedelta(0)),
    ],
)
def test_edit_comment_refuses_what_comes_late(
    session: Session, opened_after: timedelta, saved_after: timedelta
) -> None:
    comment = make_comment(session)

    with pytest.raises(EditTimeOverError, match="fifteen minutes"):
        edit_comment(
            session,
            comment,
            "I cried.",
            opened_at=LONG_AGO + opened_after,
            at=LONG_AGO + saved_after,
        )

    assert comment.body == "I laughed all the way."


def test_edit_comment_refuses_an_empty_text(session: Session) -> None:
    comment = make_comment(session)

    with pytest.raises(BodyRefusedError):
        rewrite(session, comment, " ")


def test_withdraw_comment_erases_and_uncounts_it(session: Session) -> None:
    review = make_review(session, comment_count=1)
    comment = make_comment(session, review=review, status=CommentStatus.APPROVED)

    withdraw_comment(session, comment, at=SOON)

    decision = session.scalars(select(Decision)).one()
    assert comment.status is CommentStatus.DELETED
    assert (comment.author_name, comment.body) == ("", "")
    assert comment.withdrawn_at == SOON
    assert review.comment_count == 0
    assert (decision.before, decision.after) == ("approved", "deleted")
    assert decision.account_id is None


def test_withdrawing_twice_is_withdrawing_once(session: Session) -> None:
    comment = make_comment(session)
    withdraw_comment(session, comment, at=LONG_AGO)

    withdraw_comment(session, comment, at=SOON)

    assert comment.withdrawn_at == LONG_AGO
    assert len(session.scalars(select(Decision)).all()) == 1


def test_a_deleted_comment_can_still_be_withdrawn(session: Session) -> None:
    comment = make_comment(session, status=CommentStatus.DELETED)

    withdraw_comment(session, comment, at=SOON)

    assert comment.body == ""
    assert session.get_one(Review, comment.review_id).comment_count == 0


def test_withdrawing_deletes_the_mails_that_quote_it(session: Session) -> None:
    comment, other = make_comment(session), make_comment(session)
    with transaction(session):
        for quoted in (comment, other):
            letter = a_letter(topics=(f"comment-{quoted.id}",), text=quoted.body)
            queue_message(session, letter, at=LONG_AGO)

    with transaction(session):
        withdraw_comment(session, comment, at=LONG_AGO)

    left = session.scalars(select(OutboxMessage.topics)).all()
    assert left == [f" comment-{other.id} "]

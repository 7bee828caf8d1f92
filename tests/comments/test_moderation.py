"""Deciding about comments, and taking decisions back."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.clock import utcnow
from reviewblog.comments.editing import edit_comment, withdraw_comment
from reviewblog.comments.errors import BodyRefusedError
from reviewblog.comments.models import CommentStatus, Decision
from reviewblog.comments.moderation import (
    answer_comment,
    changed_since,
    decide,
    restore,
    undo,
)
from reviewblog.reviews.models import Review
from tests.factories import LONG_AGO, make_account, make_comment, make_review
from tests.races import race

PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED
SPAM, DELETED = CommentStatus.SPAM, CommentStatus.DELETED
SOON = LONG_AGO + timedelta(minutes=1)


@pytest.mark.parametrize("before", CommentStatus)
@pytest.mark.parametrize("after", CommentStatus)
def test_decide_moves_any_status_to_any_other(
    session: Session, owner: Account, before: CommentStatus, after: CommentStatus
) -> None:
    comment = make_comment(session, status=before)

    decisions = decide(session, [comment.id], to=after, by=owner, at=SOON)

    session.commit()
    logged = [(one.before, one.after, one.decided_at) for one in decisions]
    assert comment.status is after
    assert logged == ([] if before is after else [(before, after, SOON)])
    assert session.scalars(select(Decision)).all() == decisions


def test_a_decision_says_who(session: Session, owner: Account) -> None:
    comment = make_comment(session)

    (decision,) = decide(session, [comment.id], to=APPROVED, by=owner, at=SOON)

    assert decision.comment_id == comment.id
    assert decision.account_id == owner.id


def test_decide_keeps_the_counts_of_all_reviews(
    session: Session, owner: Account
) -> None:
    reviews = [make_review(session) for _ in "ab"]
    ids = [make_comment(session, review=review).id for review in reviews for _ in "abc"]

    decide(session, ids[1:], to=APPROVED, by=owner, at=SOON)

    assert [review.comment_count for review in reviews] == [2, 3]


@pytest.mark.parametrize("to", [PENDING, SPAM, DELETED])
def test_what_is_no_longer_approved_is_no_longer_counted(
    session: Session, owner: Account, to: CommentStatus
) -> None:
    review = make_review(session, comment_count=1)
    comment = make_comment(session, review=review, status=APPROVED)

    decide(session, [comment.id], to=to, by=owner, at=SOON)

    assert review.comment_count == 0


def test_decide_ignores_what_is_not_there(session: Session, owner: Account) -> None:
    comment = make_comment(session)

    decisions = decide(session, [0, comment.id + 1], to=APPROVED, by=owner, at=SOON)

    assert decisions == []
    assert comment.status is PENDING


def test_decide_leaves_a_withdrawn_comment_alone(
    session: Session, owner: Account
) -> None:
    comment = make_comment(session)
    withdraw_comment(session, comment, at=SOON)

    decide(session, [comment.id], to=APPROVED, by=owner, at=SOON)

    assert comment.status is DELETED


def test_a_deleted_comment_keeps_its_text(session: Session, owner: Account) -> None:
    comment = make_comment(session)

    decide(session, [comment.id], to=DELETED, by=owner, at=SOON)

    assert comment.body == "I laughed all the way."


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.OWNER, True),
        (Role.EDITOR, True),
        (Role.MODERATOR, True),
        (Role.AUTHOR, False),
    ],
)
def test_decide_follows_the_role(session: Session, role: Role, *, may: bool) -> None:
    comment = make_comment(session)
    account = make_account(session, role=role)

    decide(session, [comment.id], to=APPROVED, by=account, at=SOON)

    assert (comment.status is APPROVED) is may


def test_authors_decide_on_their_own_reviews(session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    comment = make_comment(session, review=make_review(session, author=author))

    decide(session, [comment.id], to=APPROVED, by=author, at=SOON)

    assert comment.status is APPROVED


def test_changed_since_finds_what_was_rewritten(
    session: Session, owner: Account
) -> None:
    untouched, before, after = (
        make_comment(session, edited_at=edited_at)
        for edited_at in (None, LONG_AGO, SOON + timedelta(seconds=1))
    )
    ids = [untouched.id, before.id, after.id]

    assert changed_since(session, ids, by=owner, read_at=SOON) == {after.id}


@pytest.mark.parametrize(
    ("steps", "restored"),
    [
        ([SPAM], PENDING),
        ([DELETED], PENDING),
        ([APPROVED, DELETED], APPROVED),
        ([APPROVED, SPAM], APPROVED),
        ([APPROVED, PENDING, SPAM], PENDING),
        ([APPROVED, SPAM, DELETED], APPROVED),
        ([SPAM, DELETED], PENDING),
    ],
)
def test_restore_brings_back_what_readers_last_could_see(
    session: Session,
    owner: Account,
    steps: list[CommentStatus],
    restored: CommentStatus,
) -> None:
    comment = make_comment(session)
    for step in steps:
        decide(session, [comment.id], to=step, by=owner, at=LONG_AGO)

    restore(session, [comment.id], by=owner, at=SOON)

    review = session.get_one(Review, comment.review_id)
    assert comment.status is restored
    assert review.comment_count == (restored is APPROVED)


def test_spam_that_nobody_decided_about_waits_when_restored(
    session: Session, owner: Account
) -> None:
    comment = make_comment(session, status=SPAM)

    restore(session, [comment.id], by=owner, at=SOON)

    assert comment.status is PENDING


@pytest.mark.parametrize("status", [PENDING, APPROVED])
def test_restore_leaves_alone_what_is_not_put_away(
    session: Session, owner: Account, status: CommentStatus
) -> None:
    comment = make_comment(session, status=status)

    assert restore(session, [comment.id], by=owner, at=SOON) == []
    assert comment.status is status


def test_undo_brings_each_status_back_and_logs_it(
    session: Session, owner: Account
) -> None:
    comments = [make_comment(session, status=status) for status in CommentStatus]
    ids = [comment.id for comment in comments]
    decisions = decide(session, ids, to=SPAM, by=owner, at=LONG_AGO)

    undone = undo(session, [one.id for one in decisions], by=owner, at=SOON)

    assert [comment.status for comment in comments] == list(CommentStatus)
    assert {(one.before, one.decided_at) for one in undone} == {(SPAM, SOON)}


def test_undo_keeps_the_count(session: Session, owner: Account) -> None:
    review = make_review(session)
    comment = make_comment(session, review=review)
    decisions = decide(session, [comment.id], to=APPROVED, by=owner, at=LONG_AGO)

    undo(session, [one.id for one in decisions], by=owner, at=SOON)

    assert review.comment_count == 0


def test_undo_can_be_undone(session: Session, owner: Account) -> None:
    comment = make_comment(session)
    decisions = decide(session, [comment.id], to=APPROVED, by=owner, at=LONG_AGO)
    undone = undo(session, [one.id for one in decisions], by=owner, at=SOON)

    undo(session, [one.id for one in undone], by=owner, at=SOON)

    assert comment.status is APPROVED


def test_undo_does_not_touch_what_was_decided_since(
    session: Session, owner: Account
) -> None:
    comment = make_comment(session)
    decisions = decide(session, [comment.id], to=APPROVED, by=owner, at=LONG_AGO)
    decide(session, [comment.id], to=SPAM, by=owner, at=SOON)

    undo(session, [one.id for one in decisions], by=owner, at=SOON)

    assert comment.status is SPAM


def test_undo_does_not_touch_what_others_decided(
    session: Session, owner: Account
) -> None:
    comment = make_comment(session)
    decisions = decide(
        session, [comment.id], to=APPROVED, by=make_account(session), at=LONG_AGO
    )

    assert undo(session, [one.id for one in decisions], by=owner, at=SOON) == []
    assert comment.status is APPROVED


def test_undo_does_not_publish_what_its_writer_has_rewritten(
    session: Session, owner: Account
) -> None:
    comment = make_comment(session, status=APPROVED)
    edit_comment(session, comment, "Buy watches.", opened_at=LONG_AGO, at=SOON)
    decision = session.scalars(select(Decision)).one()

    undo(session, [decision.id], by=owner, at=SOON)

    assert comment.status is PENDING


def test_answer_comment_approves_and_replies(session: Session, owner: Account) -> None:
    review = make_review(session)
    comment = make_comment(session, review=review)

    reply = answer_comment(session, comment.id, "Thank you.", by=owner, at=SOON)

    assert reply is not None
    assert comment.status is APPROVED
    assert reply.parent_id == comment.id
    assert reply.account_id == owner.id
    assert reply.author_name == "The Owner"
    assert reply.status is APPROVED
    assert review.comment_count == 2


def test_answer_comment_answers_what_is_approved_already(
    session: Session, owner: Account
) -> None:
    comment = make_comment(session, status=APPROVED)

    assert answer_comment(session, comment.id, "Thank you.", by=owner, at=SOON)
    assert session.scalars(select(Decision)).all() == []


def test_answer_comment_finds_nothing_to_answer(
    session: Session, owner: Account
) -> None:
    assert answer_comment(session, 7, "Thank you.", by=owner, at=SOON) is None


def test_answer_comment_asks_for_words(session: Session, owner: Account) -> None:
    comment = make_comment(session)

    with pytest.raises(BodyRefusedError):
        answer_comment(session, comment.id, "", by=owner, at=SOON)


def test_the_count_is_true_after_eight_decisions_at_once(
    app: Flask, session: Session, owner: Account
) -> None:
    review = make_review(session)
    ids = [make_comment(session, review=review).id for _ in range(8)]

    def approve(in_session: Session, number: int) -> None:
        decide(in_session, [ids[number]], to=APPROVED, by=owner, at=utcnow())

    errors = race(app, approve, times=8)

    session.refresh(review)
    assert errors == []
    assert review.comment_count == 8


def test_moderators_at_once_are_logged_in_order(
    app: Flask, session: Session, owner: Account
) -> None:
    comment = make_comment(session)
    steps = [APPROVED, SPAM, DELETED, APPROVED, SPAM, DELETED]

    def step(in_session: Session, number: int) -> None:
        decide(in_session, [comment.id], to=steps[number], by=owner, at=utcnow())

    errors = race(app, step, times=len(steps))

    session.refresh(comment)
    log = session.scalars(select(Decision).order_by(Decision.id)).all()
    afters = [one.after for one in log]
    assert errors == []
    assert [one.before for one in log] == [PENDING, *afters[:-1]]
    assert comment.status is afters[-1]


def test_deciding_and_saving_a_review_at_once_do_not_block_each_other(
    app: Flask, session: Session, owner: Account
) -> None:
    review = make_review(session)
    ids = [make_comment(session, review=review).id for _ in range(8)]

    def work(in_session: Session, number: int) -> None:
        if number % 2:
            decide(in_session, [ids[number]], to=APPROVED, by=owner, at=utcnow())
        else:
            in_session.get_one(Review, review.id).title += "!"

    errors = race(app, work, times=8)

    assert errors == []

"""What a thread is made of, and for whom."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from reviewblog.comments.models import CommentStatus, Lesson
from reviewblog.comments.threads import bodies_of, thread_on
from reviewblog.reviews.models import Review
from tests.factories import (
    LONG_AGO,
    grade_labelled,
    make_account,
    make_comment,
    make_review,
)
from tests.statements import counted_statements

PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED
SOON = LONG_AGO + timedelta(minutes=1)


def ids_on(session: Session, review: Review) -> list[int]:
    """List the thread by its ids."""
    return [comment.id for comment in thread_on(session, review)]


@pytest.mark.parametrize("status", CommentStatus)
def test_thread_on_shows_strangers_approved_comments_only(
    session: Session, status: CommentStatus
) -> None:
    comment = make_comment(session, status=status, writer_hash="ada")

    assert bool(thread_on(session, comment.review)) == (status is APPROVED)


@pytest.mark.parametrize("status", CommentStatus)
def test_thread_on_shows_writers_what_waits(
    session: Session, status: CommentStatus
) -> None:
    comment = make_comment(session, status=status, writer_hash="ada")

    shown = thread_on(session, comment.review, writer_hash="ada")

    assert bool(shown) == (status is not CommentStatus.DELETED)


def test_thread_on_shows_nobody_what_came_from_nowhere(session: Session) -> None:
    comment = make_comment(session, writer_hash="")

    assert thread_on(session, comment.review, writer_hash="") == []


def test_thread_on_keeps_the_places_that_are_answered(session: Session) -> None:
    gone = make_comment(session, status=CommentStatus.DELETED)
    reply = make_comment(
        session, review=gone.review, parent_id=gone.id, status=APPROVED
    )

    assert ids_on(session, gone.review) == [gone.id, reply.id]


def test_thread_on_orders_by_time_then_by_id(session: Session) -> None:
    review = make_review(session)
    late, first, second = (
        make_comment(session, review=review, status=APPROVED, submitted_at=at)
        for at in (SOON, LONG_AGO, LONG_AGO)
    )

    assert ids_on(session, review) == [first.id, second.id, late.id]


def test_thread_on_stays_on_its_review(session: Session) -> None:
    make_comment(session, status=APPROVED)

    assert thread_on(session, make_review(session)) == []


def test_thread_on_stays_there_whatever_is_answered(session: Session) -> None:
    elsewhere = make_comment(session, status=APPROVED)
    review = make_review(session)
    reply = make_comment(
        session, review=review, parent_id=elsewhere.id, status=APPROVED
    )

    assert ids_on(session, review) == [reply.id]


def test_thread_on_asks_for_no_addresses(app: Flask, session: Session) -> None:
    review = make_comment(session, status=APPROVED).review
    session.expunge_all()

    with counted_statements(app) as sent:
        (comment,) = thread_on(session, review)

    (statement,) = (one for one in sent if "FROM comment" in one)
    assert not {"author_email", "address_hash", "email_hash"} & {*comment._fields}
    assert "email" not in statement
    assert "address" not in statement


@pytest.mark.parametrize("label", ["B+", None])
def test_thread_on_says_what_the_comment_says(
    session: Session, label: str | None
) -> None:
    grade = grade_labelled(session, label) if label else None
    comment = make_comment(
        session,
        status=APPROVED,
        grade_id=grade and grade.id,
        account_id=make_account(session).id,
        writer_hash="ada",
        edited_at=SOON,
        edit_note="A link was removed.",
        pinned_at=SOON,
    )

    (found,) = thread_on(session, comment.review, short=1)

    whole = {name: getattr(comment, name) for name in found._fields if name != "grade"}
    assert found._asdict() == whole | {"grade": found.grade}
    given = grade and (grade.label, grade.percent, grade.rank)
    assert found.grade == given
    assert found.is_written_in("ada")
    assert not found.is_undecided


@pytest.mark.parametrize("status", [PENDING, CommentStatus.SPAM])
@pytest.mark.parametrize("taught", [None, Lesson.SPAM])
def test_thread_on_knows_what_waits_as_the_comment_does(
    session: Session, status: CommentStatus, taught: Lesson | None
) -> None:
    comment = make_comment(session, status=status, writer_hash="ada", taught=taught)
    make_comment(session, review=comment.review, parent_id=comment.id, status=APPROVED)

    found, _ = thread_on(session, comment.review)

    assert found.is_undecided is comment.is_undecided


def test_thread_on_brings_the_texts_where_they_are_wanted(session: Session) -> None:
    review = make_comment(session, status=APPROVED, body_html="<p>Hm.</p>").review
    session.expunge_all()

    (comment,) = thread_on(session, review, short=1)

    assert comment.body_html == "<p>Hm.</p>"


def test_thread_on_knows_by_itself_what_is_short(session: Session) -> None:
    review = make_comment(session, status=APPROVED).review
    session.expunge(review)

    session.execute(update(Review).values(comment_count=2))

    assert [one.body_html for one in thread_on(session, review, short=1)] == [None]


def test_thread_on_leaves_the_texts_of_long_threads(session: Session) -> None:
    review = make_review(session, comment_count=2)
    make_comment(session, review=review, status=APPROVED)

    (comment,) = thread_on(session, review, short=1)

    assert comment.body_html is None


def test_bodies_of_brings_some_texts(session: Session) -> None:
    wanted, _ = (make_comment(session, body_html=f"<p>{at}.</p>") for at in "ab")

    assert bodies_of(session, [wanted.id]) == {wanted.id: "<p>a.</p>"}

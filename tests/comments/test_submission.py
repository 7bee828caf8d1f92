"""How a comment comes in."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.doubles import DOUBLE
from reviewblog.comments.errors import (
    BodyRefusedError,
    CommentRefusedError,
    CommentsClosedError,
    GradeUnknownError,
    ParentGoneError,
)
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.submission import CommentDraft, submit_comment
from reviewblog.errors import TooManyError
from reviewblog.limit import Limit
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.site.defaults import get_site
from reviewblog.site.models import CommentMode
from reviewblog.tokens import hash_token
from tests.factories import LONG_AGO, make_account, make_comment, make_review
from tests.races import race
from tests.statements import counted_statements

ADA = {"name": "Ada", "writer_token": "token of ada", "address": "her address"}


def draft(**overrides: Any) -> CommentDraft:
    return CommentDraft(**ADA | {"body": "I laughed."} | overrides)


def test_submit_comment_stores_all_of_it(session: Session) -> None:
    review = make_review(session)
    typed = draft(email="ada@example.org", grade="B+", wants_notice=True)

    comment = submit_comment(session, review, typed, at=LONG_AGO)

    session.commit()
    session.refresh(comment, ["grade"])
    assert comment.review_id == review.id
    assert comment.author_name == "Ada"
    assert comment.author_email == "ada@example.org"
    assert comment.wants_notice
    assert comment.body_html == "<p>I laughed.</p>"
    assert comment.grade is not None
    assert comment.grade.label == "B+"
    assert comment.status is CommentStatus.PENDING
    assert comment.submitted_at == LONG_AGO
    assert comment.writer_hash == hash_token("token of ada")
    assert comment.address_hash == "her address"


@pytest.mark.parametrize("mode", [CommentMode.OPEN, CommentMode.HOLD_ALL])
def test_a_comment_just_stored_is_what_the_database_has(
    app: Flask, session: Session, mode: CommentMode
) -> None:
    review = make_review(session, comment_mode=mode)
    columns = Comment.__mapper__.column_attrs.keys()

    comment = submit_comment(session, review, draft(), at=LONG_AGO)

    with counted_statements(app) as sent:
        known = {name: getattr(comment, name) for name in columns}
    assert not sent
    assert comment in session
    session.commit()
    session.refresh(comment)
    assert known == {name: getattr(comment, name) for name in columns}


def test_a_waiting_comment_is_not_counted(session: Session) -> None:
    review = make_review(session)

    submit_comment(session, review, draft(), at=LONG_AGO)

    assert review.comment_count == 0


def test_a_comment_of_the_house_is_public_and_counted_at_once(session: Session) -> None:
    review = make_review(session)
    critic = make_account(session, display_name="Tamsin " + "O" * 100)

    comment = submit_comment(
        session, review, draft(account=critic, name="Somebody"), at=LONG_AGO
    )

    assert comment.status is CommentStatus.APPROVED
    assert comment.account_id == critic.id
    assert comment.author_name == critic.display_name
    assert review.comment_count == 1


@pytest.mark.parametrize(
    "overrides",
    [
        {"comment_mode": CommentMode.CLOSED},
        {"status": ReviewStatus.DRAFT},
        {"deleted_at": LONG_AGO},
        {"published_at": LONG_AGO + timedelta(seconds=1)},
    ],
)
def test_submit_comment_refuses_where_readers_may_not(
    session: Session, overrides: dict[str, Any]
) -> None:
    review = make_review(session, **overrides)

    with pytest.raises(CommentsClosedError):
        submit_comment(session, review, draft(), at=LONG_AGO)


def test_submit_comment_refuses_where_the_whole_site_is_closed(
    session: Session,
) -> None:
    review = make_review(session)
    get_site(session).comment_mode = CommentMode.CLOSED
    session.commit()

    with pytest.raises(CommentsClosedError):
        submit_comment(session, review, draft(), at=LONG_AGO)


def test_the_critic_may_have_the_last_word(session: Session) -> None:
    review = make_review(session, comment_mode=CommentMode.CLOSED)

    comment = submit_comment(
        session, review, draft(account=make_account(session)), at=LONG_AGO
    )

    assert comment.status is CommentStatus.APPROVED


def test_a_reply_hangs_below_what_it_answers(session: Session) -> None:
    parent = make_comment(session, status=CommentStatus.APPROVED)
    review = session.get_one(Review, parent.review_id)

    reply = submit_comment(session, review, draft(parent_id=parent.id), at=LONG_AGO)

    assert reply.parent_id == parent.id


def test_a_reader_may_answer_their_own_waiting_comment(session: Session) -> None:
    review = make_review(session)
    parent = submit_comment(session, review, draft(), at=LONG_AGO)

    reply = submit_comment(
        session,
        review,
        draft(parent_id=parent.id, body="And another thing."),
        at=LONG_AGO,
    )

    assert reply.parent_id == parent.id


@pytest.mark.parametrize(
    "status", [CommentStatus.PENDING, CommentStatus.SPAM, CommentStatus.DELETED]
)
def test_nobody_may_answer_what_they_cannot_see(
    session: Session, status: CommentStatus
) -> None:
    parent = make_comment(session, status=status)
    review = session.get_one(Review, parent.review_id)

    with pytest.raises(ParentGoneError):
        submit_comment(session, review, draft(parent_id=parent.id), at=LONG_AGO)


def test_nobody_may_answer_across_reviews(session: Session) -> None:
    elsewhere = make_comment(session, status=CommentStatus.APPROVED)

    with pytest.raises(ParentGoneError):
        submit_comment(
            session, make_review(session), draft(parent_id=elsewhere.id), at=LONG_AGO
        )


def test_nobody_may_answer_nothing(session: Session) -> None:
    with pytest.raises(ParentGoneError):
        submit_comment(session, make_review(session), draft(parent_id=0), at=LONG_AGO)


@pytest.mark.parametrize("label", ["b+", "B+ ", "B+"])
def test_a_grade_is_found_however_it_is_typed(session: Session, label: str) -> None:
    comment = submit_comment(
        session, make_review(session), draft(grade=label), at=LONG_AGO
    )

    assert comment.grade_id is not None


def test_a_grade_must_be_on_the_scale(session: Session) -> None:
    with pytest.raises(GradeUnknownError):
        submit_comment(session, make_review(session), draft(grade="Z"), at=LONG_AGO)


def test_a_text_that_shows_nothing_is_refused(session: Session) -> None:
    with pytest.raises(BodyRefusedError):
        submit_comment(session, make_review(session), draft(body="\u200b"), at=LONG_AGO)


@pytest.mark.parametrize(
    "overrides",
    [
        {},
        {"writer_token": "a token of another click"},
        {"address": "another address"},
        {"email": "ada@example.org"},
    ],
)
def test_what_was_sent_twice_is_stored_once(
    session: Session, overrides: dict[str, Any]
) -> None:
    review = make_review(session)
    first = submit_comment(session, review, draft(), at=LONG_AGO)

    second = submit_comment(session, review, draft(**overrides), at=LONG_AGO)

    assert second is first


@pytest.mark.parametrize(
    "overrides",
    [
        {"body": "I cried."},
        {"writer_token": "bob's", "address": "bob's"},
        {"writer_token": "bob's", "name": "Bob"},
    ],
)
def test_what_differs_is_stored_again(
    session: Session, overrides: dict[str, Any]
) -> None:
    review = make_review(session)
    first = submit_comment(session, review, draft(), at=LONG_AGO)

    second = submit_comment(session, review, draft(**overrides), at=LONG_AGO)

    assert second is not first


def test_the_same_words_may_answer_two_comments(session: Session) -> None:
    parent = make_comment(session, status=CommentStatus.APPROVED)
    review = session.get_one(Review, parent.review_id)
    first = submit_comment(session, review, draft(), at=LONG_AGO)

    second = submit_comment(session, review, draft(parent_id=parent.id), at=LONG_AGO)

    assert second is not first


def test_the_same_words_may_be_said_again_another_day(session: Session) -> None:
    review = make_review(session)
    first = submit_comment(session, review, draft(), at=LONG_AGO)

    second = submit_comment(session, review, draft(), at=LONG_AGO + DOUBLE)

    assert second is not first


def test_the_critic_too_may_click_twice(session: Session) -> None:
    review, critic = make_review(session), make_account(session)
    reply = CommentDraft(account=critic, body="Thank you.")
    first = submit_comment(session, review, reply, at=LONG_AGO)

    second = submit_comment(session, review, reply, at=LONG_AGO)

    assert second is first


def test_comments_from_nowhere_are_not_taken_for_each_other(session: Session) -> None:
    review = make_review(session)
    drafts = [
        CommentDraft(account=make_account(session), body="Thank you.") for _ in "ab"
    ]

    stored = [submit_comment(session, review, one, at=LONG_AGO) for one in drafts]

    assert stored[0] is not stored[1]


def test_the_second_click_of_a_new_browser_owns_what_the_first_stored(
    session: Session,
) -> None:
    review = make_review(session)
    submit_comment(session, review, draft(is_new_writer=True), at=LONG_AGO)
    again = draft(is_new_writer=True, writer_token="of the second answer")

    comment = submit_comment(session, review, again, at=LONG_AGO + timedelta(seconds=2))

    assert comment.is_written_in(hash_token("of the second answer"))


@pytest.mark.parametrize(
    ("overrides", "later"),
    [
        ({"is_new_writer": False}, timedelta(0)),
        ({"email": "eve@example.org"}, timedelta(0)),
        ({}, timedelta(minutes=1)),
    ],
)
def test_nobody_takes_over_a_comment_by_repeating_it(
    session: Session, overrides: dict[str, Any], later: timedelta
) -> None:
    review = make_review(session)
    submit_comment(session, review, draft(), at=LONG_AGO)
    eve = {"writer_token": "of eve", "is_new_writer": True}

    comment = submit_comment(
        session, review, draft(**eve | overrides), at=LONG_AGO + later
    )

    assert comment.is_written_in(hash_token("token of ada"))


def test_a_public_comment_cannot_be_taken_over(session: Session) -> None:
    review = make_review(session)
    comment = submit_comment(session, review, draft(), at=LONG_AGO)
    comment.status = CommentStatus.APPROVED
    session.commit()

    again = draft(writer_token="of eve", is_new_writer=True)
    submit_comment(session, review, again, at=LONG_AGO)

    assert comment.is_written_in(hash_token("token of ada"))


def test_the_limit_is_kept(session: Session) -> None:
    review = make_review(session)
    submit_comment(session, review, draft(), at=LONG_AGO, limit=Limit(1, 60))

    with pytest.raises(TooManyError):
        submit_comment(
            session, review, draft(body="More."), at=LONG_AGO, limit=Limit(1, 60)
        )


def test_a_double_click_is_no_offence_against_the_limit(session: Session) -> None:
    review = make_review(session)
    first = submit_comment(session, review, draft(), at=LONG_AGO, limit=Limit(1, 60))

    second = submit_comment(session, review, draft(), at=LONG_AGO, limit=Limit(1, 60))

    assert second is first


def test_eight_clicks_at_once_store_one_comment(app: Flask, session: Session) -> None:
    review_id, at = make_review(session).id, utcnow()

    def click(in_session: Session, number: int) -> None:
        review = in_session.get_one(Review, review_id)
        submit_comment(in_session, review, draft(), at=at)

    errors = race(app, click, times=8)

    assert errors == []
    assert session.scalar(select(func.count(Comment.id))) == 1


def test_eight_at_once_from_one_address_keep_to_the_limit(
    app: Flask, session: Session
) -> None:
    ids, at = [make_review(session).id for _ in range(8)], utcnow()

    def post(in_session: Session, number: int) -> None:
        review = in_session.get_one(Review, ids[number])
        typed = draft(body=f"No. {number}")
        submit_comment(in_session, review, typed, at=at, limit=Limit(3, 60))

    errors = race(app, post, times=8)

    assert [type(error) for error in errors] == [TooManyError] * 5
    assert session.scalar(select(func.count(Comment.id))) == 3


def test_refusals_say_where_they_belong() -> None:
    fields = {error.field for error in CommentRefusedError.__subclasses__()}

    assert fields == {"", "parent_id", "grade", "body"}

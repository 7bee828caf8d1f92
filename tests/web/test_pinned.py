"""A moderator puts a comment at the top of its thread, and takes it down again."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.reviews.models import Review
from tests.factories import LONG_AGO, make_comment, make_review
from tests.web.test_thread_pages import ids_on

APPROVED = CommentStatus.APPROVED


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, slug="rush-1991")


@pytest.fixture
def comments(session: Session, review: Review) -> list[Comment]:
    return [
        make_comment(
            session,
            review=review,
            status=APPROVED,
            submitted_at=LONG_AGO + timedelta(minutes=minute),
        )
        for minute in range(3)
    ]


def act(desk: FlaskClient, action: str, comment: Comment) -> str:
    data = {"action": action, "comment_id": comment.id}
    desk.post("/dashboard/comments/?status=approved", data=data)
    return desk.get("/dashboard/comments/?status=approved").text


@pytest.mark.parametrize("order", ["", "?sort=newest"])
def test_what_is_pinned_comes_first_in_any_order(
    desk: FlaskClient, client: FlaskClient, comments: list[Comment], order: str
) -> None:
    before = ids_on(client, f"/reviews/rush-1991/{order}")
    page = act(desk, "pin", comments[1])
    pinned = client.get(f"/reviews/rush-1991/{order}").text
    after = ids_on(client, f"/reviews/rush-1991/{order}")
    act(desk, "unpin", comments[1])

    assert "Pinned the comment by Ada" in page
    assert 'value="unpin"' in page
    assert after[0] == comments[1].id
    assert pinned.count(">Pinned<") == 1
    assert ids_on(client, f"/reviews/rush-1991/{order}") == before


def test_a_reply_stays_where_its_talk_is(
    desk: FlaskClient, session: Session, comments: list[Comment]
) -> None:
    reply = make_comment(
        session,
        review=comments[0].review,
        parent_id=comments[0].id,
        status=APPROVED,
    )

    page = act(desk, "pin", reply)

    session.refresh(reply)
    assert "Nothing has changed" in page
    assert reply.pinned_at is None


def test_a_pinned_comment_that_is_put_away_is_gone(
    desk: FlaskClient, client: FlaskClient, comments: list[Comment]
) -> None:
    act(desk, "pin", comments[2])
    act(desk, "spam", comments[2])

    assert ids_on(client, "/reviews/rush-1991/") == [c.id for c in comments[:2]]

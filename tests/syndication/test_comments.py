from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.site.defaults import get_site
from reviewblog.syndication.addresses import Addresses
from reviewblog.syndication.comments import Comments
from reviewblog.syndication.entries import Entry
from reviewblog.syndication.states import State
from reviewblog.syndication.windows import Window
from tests.factories import (
    LONG_AGO,
    grade_labelled,
    make_comment,
    make_review,
    make_work,
    save,
)

ADDRESSES = Addresses("https://rowk.example")
NEWEST = Window(number=1, size=20)


def state(session: Session) -> State:
    session.expire_all()
    return Comments(utcnow()).state(session, NEWEST)


def entries(session: Session, window: Window = NEWEST) -> list[Entry]:
    session.expire_all()
    source = Comments(utcnow())
    return source.entries(session, window, get_site(session), ADDRESSES)


@pytest.fixture
def review(session: Session) -> Review:
    work = make_work(session, title="Playtime")
    return make_review(session, work=work, slug="playtime-1967", feed_id="urn:old:1")


@pytest.fixture
def comment(session: Session, review: Review) -> Comment:
    return make_comment(session, review=review, status=CommentStatus.APPROVED)


def test_an_entry_says_who_said_what_on_which_film(
    session: Session, comment: Comment
) -> None:
    (entry,) = entries(session)

    address = f"https://rowk.example/reviews/playtime-1967/#comment-{comment.id}"
    assert entry.title == "Ada on Playtime (1967)"
    assert entry.author == "Ada"
    assert entry.address == address
    assert entry.content == "<p>I laughed all the way.</p>"
    assert entry.summary == "I laughed all the way."
    assert entry.published_at == LONG_AGO


def test_an_entry_carries_the_readers_own_grade(
    session: Session, review: Review
) -> None:
    grade = grade_labelled(session, "A-")
    make_comment(
        session, review=review, status=CommentStatus.APPROVED, grade_id=grade.id
    )

    (entry,) = entries(session)

    assert entry.content.endswith("<p>Grade: A−</p>")
    assert entry.verdict
    assert entry.verdict.label == "A-"


def test_a_comment_answers_its_review(session: Session, comment: Comment) -> None:
    (entry,) = entries(session)

    assert [original.id for original in entry.originals] == ["urn:old:1"]


def test_a_reply_answers_a_comment_too(session: Session, comment: Comment) -> None:
    make_comment(
        session,
        review=comment.review,
        parent_id=comment.id,
        status=CommentStatus.APPROVED,
        submitted_at=LONG_AGO + timedelta(hours=1),
    )

    reply, first = entries(session)

    assert [original.id for original in reply.originals] == [first.id, "urn:old:1"]


def test_a_reply_does_not_tell_of_a_comment_that_is_hidden(
    session: Session, comment: Comment
) -> None:
    make_comment(
        session,
        review=comment.review,
        parent_id=comment.id,
        status=CommentStatus.APPROVED,
    )
    comment.status = CommentStatus.SPAM
    session.commit()

    (reply,) = entries(session)

    assert [original.id for original in reply.originals] == ["urn:old:1"]


def test_ids_stay_when_the_review_moves(session: Session, comment: Comment) -> None:
    (before,) = entries(session)

    comment.review.slug = "elsewhere"
    session.commit()

    (after,) = entries(session)
    assert after.id == before.id
    assert after.address != before.address


@pytest.mark.parametrize("status", set(CommentStatus) - {CommentStatus.APPROVED})
def test_only_approved_comments_are_in_the_feed(
    session: Session, review: Review, status: CommentStatus
) -> None:
    make_comment(session, review=review, status=status)

    assert entries(session) == []
    assert state(session).total == 0


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": ReviewStatus.DRAFT},
        {"deleted_at": LONG_AGO},
        {"published_at": utcnow() + timedelta(days=1)},
    ],
)
def test_comments_on_hidden_reviews_are_hidden(
    session: Session, hidden: dict[str, object]
) -> None:
    review = make_review(session, **hidden)
    make_comment(session, review=review, status=CommentStatus.APPROVED)

    assert entries(session) == []


def test_archives_stand_newest_first(session: Session, review: Review) -> None:
    for hour in range(3):
        make_comment(
            session,
            review=review,
            author_name=f"Hour {hour}",
            status=CommentStatus.APPROVED,
            submitted_at=LONG_AGO + timedelta(hours=hour),
        )

    archive = entries(session, Window(number=1, size=2, is_archive=True))

    assert [entry.author for entry in archive] == ["Hour 1", "Hour 0"]


def test_a_state_knows_when_a_comment_was_approved(
    session: Session, comment: Comment
) -> None:
    approved_at = LONG_AGO + timedelta(days=1)

    save(
        session,
        Decision(
            comment_id=comment.id,
            account_id=None,
            before=CommentStatus.PENDING,
            after=CommentStatus.APPROVED,
            decided_at=approved_at,
        ),
    )

    assert state(session).changed_at == approved_at


def test_a_state_changes_with_an_edit(session: Session, comment: Comment) -> None:
    before = state(session)

    comment.edited_at = LONG_AGO + timedelta(minutes=1)
    session.commit()

    after = state(session)
    assert after.digest != before.digest
    assert after.changed_at == comment.edited_at


def test_an_edit_updates_an_entry_without_moving_it(
    session: Session, comment: Comment
) -> None:
    (before,) = entries(session)

    comment.edited_at = LONG_AGO + timedelta(minutes=1)
    session.commit()

    (after,) = entries(session)
    assert after.updated_at == comment.edited_at
    assert (after.id, after.published_at) == (before.id, before.published_at)

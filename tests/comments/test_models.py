"""What a comment knows about itself."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.comments.models import EDIT_TIME, Comment, CommentStatus, Lesson
from tests.factories import LONG_AGO

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("status", "own", "stranger"),
    [
        (CommentStatus.PENDING, True, False),
        (CommentStatus.APPROVED, True, True),
        (CommentStatus.SPAM, True, False),
        (CommentStatus.DELETED, False, False),
    ],
)
def test_is_shown_to_follows_status_and_browser(
    status: CommentStatus, *, own: bool, stranger: bool
) -> None:
    comment = Comment(status=status, writer_hash="ada")

    assert comment.is_shown_to("ada") is own
    assert comment.is_shown_to("bob") is stranger


def test_what_a_person_called_spam_is_shown_to_nobody() -> None:
    comment = Comment(status=CommentStatus.SPAM, taught=Lesson.SPAM, writer_hash="ada")

    assert not comment.is_shown_to("ada")


def test_a_comment_from_no_browser_belongs_to_nobody() -> None:
    comment = Comment(status=CommentStatus.PENDING, writer_hash="")

    assert not comment.is_written_in("")
    assert not comment.is_shown_to("")


def test_an_editor_opened_in_time_may_be_used_as_long_again() -> None:
    comment = Comment(submitted_at=LONG_AGO)

    until = comment.editable_until(LONG_AGO + EDIT_TIME)

    assert until == LONG_AGO + 2 * EDIT_TIME


def test_an_editor_opened_too_late_may_not_be_used() -> None:
    comment = Comment(submitted_at=LONG_AGO)

    assert comment.editable_until(LONG_AGO + EDIT_TIME + SECOND) is None


def test_wiping_leaves_nothing_that_the_writer_told_us() -> None:
    comment = Comment(
        author_name="Ada",
        author_email="ada@example.org",
        body="Mine.",
        body_html="<p>Mine.</p>",
        wants_notice=True,
        grade_id=7,
        status=CommentStatus.APPROVED,
    )

    comment.wipe(at=LONG_AGO)

    told = (comment.author_name, comment.author_email, comment.body, comment.body_html)
    assert told == ("", "", "", "")
    assert not comment.wants_notice
    assert comment.grade_id is None
    assert comment.status is CommentStatus.DELETED
    assert comment.withdrawn_at == LONG_AGO


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("column", ["account_id", "grade_id", "parent_id"])
def test_what_points_elsewhere_is_found_from_there_by_an_index(
    session: Session, column: str
) -> None:
    asked = f"EXPLAIN QUERY PLAN SELECT 1 FROM comment WHERE {column} = ?"

    [step] = session.connection().exec_driver_sql(asked, (1,))

    assert f"USING COVERING INDEX ix_comment_{column}" in step[3]

"""Which comments are found, and by whom."""

from datetime import timedelta

from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.comments.editing import withdraw_comment
from reviewblog.comments.models import CommentStatus
from reviewblog.comments.moderation import decide
from reviewblog.comments.queries import (
    count_by_status,
    decided_together,
    find_written,
    in_queue,
)
from reviewblog.tokens import hash_token
from tests.factories import LONG_AGO, make_account, make_comment, make_review

PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED
SOON = LONG_AGO + timedelta(minutes=1)


def test_find_written_knows_the_browser(session: Session) -> None:
    comment = make_comment(session, writer_hash=hash_token("of ada"))

    assert find_written(session, comment.id, "of ada") is comment
    assert find_written(session, comment.id, "of ada", to_change=True) is comment
    assert find_written(session, comment.id, "of eve") is None
    assert find_written(session, comment.id, "") is None
    assert find_written(session, comment.id + 1, "of ada") is None


def test_in_queue_lists_one_status_newest_first_in_pages(
    session: Session, owner: Account
) -> None:
    make_comment(session, status=APPROVED)
    first, second, third = (make_comment(session, submitted_at=SOON) for _ in "abc")
    oldest = make_comment(session)

    shown = in_queue(session, PENDING, by=owner, limit=2)
    then = in_queue(session, PENDING, by=owner, limit=2, offset=2)

    assert [*shown, *then] == [third, second, first, oldest]


def test_in_queue_shows_authors_their_own_reviews(session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    make_comment(session)
    own = make_comment(session, review=make_review(session, author=author))

    assert in_queue(session, PENDING, by=author, limit=9) == [own]


def test_withdrawn_comments_are_nobodys_business(
    session: Session, owner: Account
) -> None:
    withdraw_comment(session, make_comment(session), at=SOON)

    assert in_queue(session, CommentStatus.DELETED, by=owner, limit=9) == []
    assert sum(count_by_status(session, by=owner).values()) == 0


def test_count_by_status_counts_each(session: Session, owner: Account) -> None:
    for status in (PENDING, PENDING, APPROVED):
        make_comment(session, status=status)

    assert count_by_status(session, by=owner) == {
        PENDING: 2,
        APPROVED: 1,
        CommentStatus.SPAM: 0,
        CommentStatus.DELETED: 0,
    }


def test_count_by_status_counts_what_an_author_may_decide(session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    make_comment(session)
    make_comment(session, review=make_review(session, author=author))

    assert count_by_status(session, by=author)[PENDING] == 1


def test_decided_together_lists_the_decisions_of_one_moment(
    session: Session, owner: Account
) -> None:
    ids = [make_comment(session).id for _ in "abc"]
    decide(session, ids[:1], to=APPROVED, by=owner, at=LONG_AGO)
    decide(session, ids, to=APPROVED, by=make_account(session), at=SOON)
    decisions = decide(session, ids, to=CommentStatus.SPAM, by=owner, at=SOON)

    found = decided_together(session, by=owner, at=SOON)

    assert found == [decision.id for decision in decisions]

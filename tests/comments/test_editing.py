"""What writers may do with their own comments afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.editing import edit_comment, withdraw_comment
from reviewblog.comments.errors import BodyRefusedError, EditTimeOverError
from reviewblog.comments.models import EDIT_TIME, Comment, CommentStatus, Decision
from reviewblog.comments.moderation import decide
from reviewblog.comments.screening.blocks import add_block
from reviewblog.comments.screening.models import BlockKind
from reviewblog.comments.screening.records import get_corpus, reasons_of
from reviewblog.comments.screening.settings import flood_end, get_rules
from reviewblog.db import transaction
from reviewblog.mail.models import OutboxMessage
from reviewblog.mail.outbox import queue_message
from reviewblog.reviews.models import Review
from reviewblog.site.models import CommentMode
from tests.factories import LONG_AGO, make_account, make_comment, make_review
from tests.mail.letters import a_letter

SOON = LONG_AGO + timedelta(minutes=1)
PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED
SPAM = CommentStatus.SPAM
LINK = "[a](https://a.example) "
LINKS = LINK * 3


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


@pytest.mark.parametrize(
    ("mode", "body", "status", "reasons"),
    [
        (CommentMode.OPEN, "I cried.", APPROVED, []),
        (CommentMode.OPEN, LINKS, APPROVED, ["links"]),
        (CommentMode.OPEN, "Cheap pills", SPAM, ["blocked", "edited"]),
        (CommentMode.RULES, "I cried.", APPROVED, []),
        (CommentMode.RULES, LINKS, PENDING, ["links", "edited"]),
        (CommentMode.HOLD_FIRST, "I cried.", APPROVED, ["trusted"]),
        (CommentMode.HOLD_FIRST, LINKS, PENDING, ["links", "trusted", "edited"]),
        (CommentMode.HOLD_ALL, "I cried.", PENDING, ["hold_all", "edited"]),
        (CommentMode.CLOSED, "I cried.", PENDING, ["hold_all", "edited"]),
    ],
)
def test_the_rules_look_at_a_public_comment_again(
    session: Session,
    mode: CommentMode,
    body: str,
    status: CommentStatus,
    reasons: list[str],
) -> None:
    add_block(session, BlockKind.WORD, "pills", label="pills", at=LONG_AGO)
    review = make_review(session, comment_mode=mode, comment_count=1)
    comment = make_comment(
        session, review=review, status=APPROVED, writer_hash="ada's browser"
    )

    rewrite(session, comment, body)

    assert comment.status is status
    assert review.comment_count == (status is APPROVED)
    found = reasons_of(session, [comment.id]).get(comment.id, [])
    assert [reason.code for reason in found] == reasons


@pytest.mark.parametrize("status", [PENDING, SPAM])
def test_nothing_that_waits_becomes_public_by_a_change(
    session: Session, status: CommentStatus
) -> None:
    review = make_review(session, comment_mode=CommentMode.OPEN)
    comment = make_comment(session, review=review, status=status)

    rewrite(session, comment)

    assert comment.status is status
    assert review.comment_count == 0


def test_a_waiting_comment_turned_into_spam_goes_to_the_bin(session: Session) -> None:
    add_block(session, BlockKind.WORD, "pills", label="pills", at=LONG_AGO)
    comment = make_comment(session)

    rewrite(session, comment, "Cheap pills")

    decision = session.scalars(select(Decision)).one()
    assert comment.status is SPAM
    assert (decision.account_id, decision.is_by_rules) == (None, True)


def test_the_reasons_are_those_of_the_text_that_stands(session: Session) -> None:
    review = make_review(session, comment_mode=CommentMode.RULES)
    comment = make_comment(session, review=review)
    for number in (5, 6):
        rewrite(session, comment, LINK * number)

    [reason] = reasons_of(session, [comment.id])[comment.id]
    assert (reason.code, reason.facts["count"]) == ("links", 6)


def test_what_the_rules_decide_teaches_the_filter_nothing(
    session: Session, owner: Account
) -> None:
    add_block(session, BlockKind.WORD, "pills", label="pills", at=LONG_AGO)
    comment = make_comment(session)
    decide(session, [comment.id], to=APPROVED, by=owner, at=LONG_AGO)

    rewrite(session, comment, "Cheap pills")

    corpus = get_corpus(session)
    assert comment.taught is None
    assert (corpus.spam, corpus.good) == (0, 0)


def test_a_text_is_not_its_own_double(session: Session) -> None:
    review = make_review(session, comment_mode=CommentMode.RULES)
    long = "The long take in the harbour is the whole film for me"
    comment = make_comment(session, review=review, status=APPROVED, body=long)

    rewrite(session, comment, f"{long}!")

    assert comment.status is APPROVED


def test_a_change_is_no_part_of_a_flood(session: Session) -> None:
    get_rules(session).flood_count = 1
    review = make_review(session, comment_mode=CommentMode.OPEN)
    comment = make_comment(session, review=review, status=APPROVED)

    rewrite(session, comment)

    assert comment.status is APPROVED
    assert flood_end(session, at=SOON) is None


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

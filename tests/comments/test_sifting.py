"""Finding comments in the queue, by words and by what is known of them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.screening.models import CommentReason, ReasonCode
from reviewblog.comments.sifting import Sieve, count_sifted, sift
from tests.factories import LONG_AGO, make_account, make_comment, make_review, save


def found(session: Session, by: Account, **asked: Any) -> list[Comment]:
    sieve = Sieve(**asked)
    comments = list(sift(session, sieve, by=by, limit=50))
    assert count_sifted(session, sieve, by=by) == len(comments)
    return comments


@pytest.mark.parametrize(
    "words",
    ["brisket", "BRISK", "rea@example", "tuva", "Ångström", "ÅNGSTRÖM", "odd out"],
)
def test_words_are_found_wherever_they_stand(
    session: Session, owner: Account, words: str
) -> None:
    review = make_review(session, title="Odd Man Out")
    meant = make_comment(
        session,
        review=review,
        author_name="Tuva",
        author_email="andrea@example.org",
        body="A brisket for Ångström.",
    )
    make_comment(session)

    assert found(session, owner, words=words) == [meant]


@pytest.mark.parametrize("words", ["%", "_", "\\", "100%x"])
def test_signs_of_the_database_mean_themselves(
    session: Session, owner: Account, words: str
) -> None:
    make_comment(session)

    assert found(session, owner, words=words) == []


def test_all_words_have_to_be_there(session: Session, owner: Account) -> None:
    make_comment(session, body="A brisket.")

    assert len(found(session, owner, words="ada brisket")) == 1
    assert found(session, owner, words="ada bisque") == []


def test_a_reason_finds_what_was_held_for_it(session: Session, owner: Account) -> None:
    held, _other = make_comment(session), make_comment(session)
    save(session, CommentReason(comment_id=held.id, code=ReasonCode.HONEYPOT, facts={}))

    assert found(session, owner, reason=ReasonCode.HONEYPOT) == [held]


def test_links_status_and_review_narrow(session: Session, owner: Account) -> None:
    linking = make_comment(
        session,
        body_html='<p><a href="https://example.org">here</a></p>',
        status=CommentStatus.SPAM,
    )
    make_comment(session, body="A house, a chair.")

    assert found(session, owner, has_links=True) == [linking]
    assert found(session, owner, status=CommentStatus.SPAM) == [linking]
    assert found(session, owner, review_id=linking.review_id) == [linking]


def test_days_are_from_and_to(session: Session, owner: Account) -> None:
    early, late = (
        make_comment(session, submitted_at=LONG_AGO + timedelta(days=day))
        for day in (0, 1)
    )
    noon = LONG_AGO + timedelta(hours=12)

    assert found(session, owner, until=noon) == [early]
    assert found(session, owner, since=noon) == [late]


def test_a_sender_is_a_browser_or_an_address(session: Session, owner: Account) -> None:
    one = make_comment(session, writer_hash="w", email_hash="e")
    browser = make_comment(session, writer_hash="w")
    address = make_comment(session, email_hash="e")
    make_comment(session)

    assert found(session, owner, sender=one) == [address, browser, one]


def test_what_has_no_sender_is_alone(session: Session, owner: Account) -> None:
    one, _other = (make_comment(session, writer_hash="") for _ in "ab")

    assert found(session, owner, sender=one) == [one]


def test_authors_find_what_is_on_their_reviews(session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    own = make_comment(session, review=make_review(session, author=author))
    make_comment(session)

    assert found(session, author, words="laughed") == [own]


def test_what_was_withdrawn_is_not_found(session: Session, owner: Account) -> None:
    make_comment(session, status=CommentStatus.DELETED, withdrawn_at=LONG_AGO)

    assert found(session, owner) == []

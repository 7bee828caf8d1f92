"""Those who decide about comments are told of them, as the site wants it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.notices import notice_of_new_comment, queue_digests
from reviewblog.comments.screening.settings import get_rules
from reviewblog.comments.submission import CommentDraft, submit_comment
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.mail.models import OutboxMessage
from reviewblog.site.defaults import get_site
from reviewblog.site.models import NoticeMode
from tests.factories import LONG_AGO, make_account, make_comment, make_review

# In summer; New York is four hours behind.
EIGHT_UTC = datetime(2026, 7, 1, 8, tzinfo=UTC)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(
        settings,
        site_url="https://reviews.example",
        smtp_url="smtp://mail.example",
        mail_from="reviews@reviews.example",
    )


@pytest.fixture
def critic(session: Session) -> Account:
    return make_account(session, email="critic@example.org", display_name="Critic")


def outbox(session: Session) -> Sequence[OutboxMessage]:
    query = select(OutboxMessage).order_by(OutboxMessage.id)
    return session.scalars(query).all()


def set_site(session: Session, **values: Any) -> None:
    with transaction(session):
        for name, value in values.items():
            setattr(get_site(session), name, value)


def notice(
    session: Session, settings: Settings, comment: Comment, at: datetime = LONG_AGO
) -> Sequence[OutboxMessage]:
    with transaction(session):
        notice_of_new_comment(session, comment, settings, at=at)
    return outbox(session)


def digest(
    session: Session, settings: Settings, at: datetime
) -> Sequence[OutboxMessage]:
    before = len(outbox(session))
    with transaction(session):
        queue_digests(session, settings, at=at)
    return outbox(session)[before:]


def test_a_waiting_comment_is_told_of(
    session: Session, settings: Settings, critic: Account
) -> None:
    review = make_review(session, author=critic, title="Amélie", slug="amelie-2001")
    comment = make_comment(
        session, review=review, author_name="Ada", body="I *laughed*.\n\nTwice."
    )

    [message] = notice(session, settings, comment)

    assert message.recipient == "critic@example.org"
    assert message.recipient_name == "Critic"
    assert message.subject == "Ada on Amélie"
    assert "> I *laughed*.\n>\n> Twice.\n" in message.text
    assert "https://reviews.example/dashboard/comments/?status=pending" in message.text
    assert "https://reviews.example/reviews/amelie-2001/" in message.text
    assert "https://reviews.example/dashboard/mail/" in message.text


def test_all_notices_about_a_review_are_one_thread(
    session: Session, settings: Settings, critic: Account
) -> None:
    review = make_review(session, author=critic)
    for _ in range(2):
        notice(session, settings, make_comment(session, review=review))

    first, second = outbox(session)

    thread = f"<review-{review.uuid}@reviews.example>"
    assert first.in_reply_to == second.in_reply_to == thread
    assert first.reference_ids == second.reference_ids == thread


def test_an_answer_goes_to_the_reader(
    session: Session, settings: Settings, critic: Account
) -> None:
    comment = make_comment(
        session,
        review=make_review(session, author=critic),
        author_name="Ada, the first",
        author_email="ada@example.org",
    )

    [message] = notice(session, settings, comment)

    assert message.headers == {"Reply-To": '"Ada, the first" <ada@example.org>'}


@pytest.mark.parametrize("email", ["", "ada", "ada@", "ädä@example.org", "a@b@c"])
def test_an_address_that_cannot_be_answered_is_left_out(
    session: Session, settings: Settings, critic: Account, email: str
) -> None:
    review = make_review(session, author=critic)
    comment = make_comment(session, review=review, author_email=email)

    [message] = notice(session, settings, comment)

    assert message.headers == {}


def test_everybody_in_charge_is_told(session: Session, settings: Settings) -> None:
    author = make_account(session, email="author@example.org", role=Role.AUTHOR)
    make_account(session, email="other@example.org", role=Role.AUTHOR)
    make_account(session, email="editor@example.org", role=Role.EDITOR)
    make_account(session, email="moderator@example.org", role=Role.MODERATOR)
    make_account(
        session, email="gone@example.org", role=Role.OWNER, disabled_at=LONG_AGO
    )
    comment = make_comment(session, review=make_review(session, author=author))

    messages = notice(session, settings, comment)

    assert {message.recipient for message in messages} == {
        "author@example.org",
        "editor@example.org",
        "moderator@example.org",
    }


def test_whoever_wrote_it_knows(
    session: Session, settings: Settings, critic: Account
) -> None:
    other = make_account(session, email="other@example.org", role=Role.EDITOR)
    comment = make_comment(
        session,
        review=make_review(session, author=critic),
        account_id=critic.id,
        status=CommentStatus.APPROVED,
    )

    [message] = notice(session, settings, comment)

    assert message.recipient == other.email
    assert f"/#comment-{comment.id}" in message.text
    assert "Decide about it" not in message.text


@pytest.mark.parametrize("status", [CommentStatus.SPAM, CommentStatus.DELETED])
def test_what_nobody_shall_see_is_not_told_of(
    session: Session, settings: Settings, critic: Account, status: CommentStatus
) -> None:
    review = make_review(session, author=critic)

    assert (
        notice(session, settings, make_comment(session, review=review, status=status))
        == []
    )


def test_a_comment_that_was_sent_twice_is_told_of_once(
    session: Session, settings: Settings, critic: Account
) -> None:
    comment = make_comment(session, review=make_review(session, author=critic))
    notice(session, settings, comment)

    again = notice(session, settings, comment, at=LONG_AGO + timedelta(seconds=1))

    assert len(again) == 1


def test_without_a_mail_server_nothing_is_written(
    session: Session, settings: Settings, critic: Account
) -> None:
    comment = make_comment(session, review=make_review(session, author=critic))

    assert notice(session, replace(settings, smtp_url=""), comment) == []


@pytest.mark.parametrize("mode", [NoticeMode.DIGEST, NoticeMode.OFF])
def test_each_comment_is_told_of_only_if_wanted(
    session: Session, settings: Settings, critic: Account, mode: NoticeMode
) -> None:
    set_site(session, comment_notices=mode)
    comment = make_comment(session, review=make_review(session, author=critic))

    assert notice(session, settings, comment) == []


def test_a_comment_cannot_forge_a_header(
    session: Session, settings: Settings, critic: Account
) -> None:
    comment = make_comment(
        session,
        review=make_review(session, author=critic, title="Rush\r\nBcc: a@b.c"),
        author_name="Ada\r\nBcc: a@b.c",
        author_email="ada@example.org",
    )

    [message] = notice(session, settings, comment)

    assert message.subject == "Ada Bcc: a@b.c on Rush Bcc: a@b.c"
    assert "\n" not in "".join(message.headers.values())


def test_a_very_long_comment_is_cut(
    session: Session, settings: Settings, critic: Account
) -> None:
    review = make_review(session, author=critic)
    comment = make_comment(session, review=review, body="long " * 2000)

    [message] = notice(session, settings, comment)

    assert len(message.text) < 4000
    assert "long …" in message.text


def test_a_digest_names_what_waits(
    session: Session, settings: Settings, critic: Account
) -> None:
    set_site(session, comment_notices=NoticeMode.DIGEST, title="Row K")
    review = make_review(session, author=critic, title="Rush")
    make_comment(session, review=review, author_name="Ada", body="One\n\nline.")
    make_comment(session, review=review, author_name="Bob", body="Two.")
    make_comment(session, review=review, status=CommentStatus.APPROVED, body="Seen.")

    [message] = digest(session, settings, EIGHT_UTC)

    assert message.recipient == "critic@example.org"
    assert message.subject == "2 comments wait for you at Row K"
    assert "Ada on Rush:\n> One line." in message.text
    assert "Bob on Rush:\n> Two." in message.text
    assert "Seen." not in message.text


def test_a_long_digest_names_the_newest_and_counts_the_rest(
    session: Session, settings: Settings, critic: Account
) -> None:
    set_site(session, comment_notices=NoticeMode.DIGEST)
    review = make_review(session, author=critic)
    for number in range(25):
        make_comment(
            session,
            review=review,
            author_name=f"Reader {number}.",
            submitted_at=LONG_AGO + timedelta(minutes=number),
        )

    [message] = digest(session, settings, EIGHT_UTC)

    assert "25 comments wait" in message.subject
    assert "Reader 24." in message.text
    assert "Reader 4." not in message.text
    assert "… and 5 more." in message.text


def test_an_author_is_told_of_their_own_reviews_only(
    session: Session, settings: Settings
) -> None:
    set_site(session, comment_notices=NoticeMode.DIGEST)
    author = make_account(session, email="author@example.org", role=Role.AUTHOR)
    other = make_account(session, email="other@example.org", role=Role.AUTHOR)
    make_comment(session, review=make_review(session, author=author))
    make_review(session, author=other)

    [message] = digest(session, settings, EIGHT_UTC)

    assert message.recipient == "author@example.org"


@pytest.mark.parametrize(
    ("clock", "is_due"),
    [
        (("UTC", 8, -1), False),
        (("UTC", 8, 0), True),
        (("UTC", 8, 900), True),
        (("UTC", 0, 0), True),
        (("UTC", 23, 0), False),
        (("America/New_York", 5, 0), False),
        (("America/New_York", 4, 0), True),
        (("Asia/Tokyo", 17, 0), True),
        (("Asia/Tokyo", 18, 0), False),
    ],
)
def test_a_digest_comes_at_the_hour_of_the_site(
    session: Session,
    settings: Settings,
    critic: Account,
    clock: tuple[str, int, int],
    *,
    is_due: bool,
) -> None:
    zone, hour, minutes = clock
    set_site(
        session, comment_notices=NoticeMode.DIGEST, digest_hour=hour, time_zone=zone
    )
    make_comment(session, review=make_review(session, author=critic))

    messages = digest(session, settings, EIGHT_UTC + timedelta(minutes=minutes))

    assert bool(messages) is is_due


def test_a_digest_comes_once_a_day(
    session: Session, settings: Settings, critic: Account
) -> None:
    set_site(session, comment_notices=NoticeMode.DIGEST, digest_hour=8)
    review = make_review(session, author=critic)
    make_comment(session, review=review)
    digest(session, settings, EIGHT_UTC)
    make_comment(session, review=review, submitted_at=EIGHT_UTC + timedelta(hours=1))

    same_day = digest(session, settings, EIGHT_UTC + timedelta(hours=2))
    next_day = digest(session, settings, EIGHT_UTC + timedelta(days=1))

    assert (len(same_day), len(next_day)) == (0, 1)


def test_a_day_without_news_is_passed_over(
    session: Session, settings: Settings, critic: Account
) -> None:
    set_site(session, comment_notices=NoticeMode.DIGEST, digest_hour=8)
    make_comment(session, review=make_review(session, author=critic))
    digest(session, settings, EIGHT_UTC)

    assert digest(session, settings, EIGHT_UTC + timedelta(days=1)) == []


@pytest.mark.parametrize("mode", [NoticeMode.EACH, NoticeMode.OFF])
def test_a_digest_comes_only_if_wanted(
    session: Session, settings: Settings, critic: Account, mode: NoticeMode
) -> None:
    set_site(session, comment_notices=mode)
    make_comment(session, review=make_review(session, author=critic))

    assert digest(session, settings, EIGHT_UTC) == []


def test_no_digest_without_a_mail_server(
    session: Session, settings: Settings, critic: Account
) -> None:
    set_site(session, comment_notices=NoticeMode.DIGEST)
    make_comment(session, review=make_review(session, author=critic))

    assert digest(session, replace(settings, smtp_url=""), EIGHT_UTC) == []


def test_a_flood_is_told_once_and_to_owners_only(
    session: Session, settings: Settings, critic: Account
) -> None:
    make_account(session, role=Role.MODERATOR)
    review = make_review(session, author=critic)
    get_rules(session).flood_count = 2
    session.commit()

    for number in range(5):
        typed = CommentDraft(name="Bot", body=f"No. {number}", address=f"{number}")
        at = LONG_AGO + timedelta(seconds=number)
        with transaction(session):
            comment = submit_comment(session, review, typed, at=at)
            notice_of_new_comment(session, comment, settings, at=at)

    subjects = [message.subject for message in outbox(session)]
    floods = [subject for subject in subjects if subject.startswith("Many comments")]
    assert len(floods) == 1
    assert len([subject for subject in subjects if subject.startswith("Bot")]) == 4

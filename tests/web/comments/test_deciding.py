"""A moderator decides from a mail: without signing in, once, and by a button."""

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.clock import utcnow
from reviewblog.comments.editing import edit_comment
from reviewblog.comments.mail_decisions import decision_links
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.comments.moderation import decide, undo
from reviewblog.comments.notices import notice_of_new_comment
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.mail.models import OutboxMessage
from reviewblog.reviews.models import Review
from tests.factories import LONG_AGO, make_account, make_comment, make_review
from tests.web.comments.conftest import stored


@pytest.fixture
def critic(session: Session) -> Account:
    return make_account(session, username="jane")


@pytest.fixture
def review(session: Session, critic: Account) -> Review:
    return make_review(session, slug="rush-1991", author=critic)


@pytest.fixture
def comment(session: Session, review: Review) -> Comment:
    return make_comment(session, review=review, submitted_at=utcnow())


@pytest.fixture
def links(
    session: Session, settings: Settings, comment: Comment, critic: Account
) -> dict[str, str]:
    """The addresses of the three links by their words."""
    found = decision_links(session, comment, critic, settings, at=utcnow())
    return {link.words: link.address.removeprefix("http://localhost") for link in found}


def press(client: FlaskClient, link: str) -> str:
    """Open a page and press its one button."""
    (form,) = html.fromstring(client.get(link).text).xpath("//main//form")
    return client.post(link, data=dict(form.form_values())).text


def test_a_notice_has_the_links_and_says_what_they_do(
    session: Session, settings: Settings, comment: Comment, critic: Account
) -> None:
    sending = replace(settings, smtp_url="smtp://mail", mail_from="a@example.org")
    with transaction(session):
        notice_of_new_comment(session, comment, sending, at=comment.submitted_at)

    message = session.scalars(select(OutboxMessage)).one()

    for words in ("Approve", "Mark as spam", "Delete"):
        assert f"{words}:\nhttp://localhost/comments/decide/" in message.text
        assert f">{words}</a>" in message.html
    assert "opens a page that asks you to confirm" in message.text


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Approve", CommentStatus.APPROVED),
        ("Mark as spam", CommentStatus.SPAM),
        ("Delete", CommentStatus.DELETED),
    ],
)
def test_a_link_shows_the_comment_and_its_button_decides(
    client: FlaskClient,
    session: Session,
    links: dict[str, str],
    words: str,
    status: CommentStatus,
) -> None:
    looked = client.get(links[words])
    after_looking = stored(session)[0].status

    press(client, links[words])

    session.rollback()
    (decision,) = session.scalars(select(Decision)).all()
    assert "I laughed all the way." in looked.text
    assert f"{words}</button>" in looked.text
    assert looked.headers["Cache-Control"] == "private, no-store"
    assert after_looking is CommentStatus.PENDING
    assert stored(session)[0].status is status
    assert decision.account_id is not None


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_decides_nothing(
    client: FlaskClient, session: Session, links: dict[str, str], method: str
) -> None:
    for link in links.values():
        client.open(link, method=method)

    assert stored(session)[0].status is CommentStatus.PENDING


def test_a_post_that_no_page_was_opened_for_decides_nothing(
    client: FlaskClient, session: Session, links: dict[str, str]
) -> None:
    response = client.post(links["Approve"])

    assert response.status_code == HTTPStatus.CONFLICT
    assert stored(session)[0].status is CommentStatus.PENDING


def test_the_links_are_spent_with_the_first_decision(
    client: FlaskClient, session: Session, links: dict[str, str]
) -> None:
    press(client, links["Mark as spam"])

    page = client.get(links["Approve"]).text
    posted = client.post(links["Approve"], data={"read_at": "9999999999"}).text

    assert "It was marked as spam" in page
    assert "Approve</button>" not in page
    assert "It was marked as spam" in posted
    assert stored(session)[0].status is CommentStatus.SPAM


def test_undoing_a_decision_gives_no_link_back(
    client: FlaskClient, session: Session, critic: Account, links: dict[str, str]
) -> None:
    comment_id = stored(session)[0].id
    with transaction(session):
        made = decide(
            session, [comment_id], to=CommentStatus.SPAM, by=critic, at=utcnow()
        )
    with transaction(session):
        undo(session, [made[0].id], by=critic, at=utcnow())

    assert "Already decided" in client.get(links["Approve"]).text


def test_nobody_approves_what_was_rewritten_after_they_read_it(
    client: FlaskClient, session: Session, comment: Comment, links: dict[str, str]
) -> None:
    client.get(links["Approve"])
    read_at = int((utcnow() - timedelta(minutes=2)).timestamp())
    with transaction(session):
        now = utcnow()
        edit_comment(session, comment, "Buy pills.", opened_at=now, at=now)

    response = client.post(links["Approve"], data={"read_at": read_at})

    assert response.status_code == HTTPStatus.CONFLICT
    assert "Buy pills." in response.text
    assert "Please read it again" in response.text
    assert stored(session)[0].status is CommentStatus.PENDING


def test_an_account_that_was_disabled_decides_nothing(
    client: FlaskClient, session: Session, critic: Account, links: dict[str, str]
) -> None:
    critic.disabled_at = LONG_AGO
    session.commit()

    assert client.get(links["Approve"]).status_code == HTTPStatus.NOT_FOUND
    assert client.post(links["Approve"]).status_code == HTTPStatus.NOT_FOUND


def test_whoever_is_no_longer_in_charge_decides_nothing(
    client: FlaskClient, session: Session, critic: Account, links: dict[str, str]
) -> None:
    critic.role = Role.AUTHOR
    review = session.scalars(select(Review)).one()
    review.author_id = make_account(session).id
    session.commit()

    assert client.get(links["Approve"]).status_code == HTTPStatus.NOT_FOUND
    assert client.post(links["Approve"]).status_code == HTTPStatus.NOT_FOUND


def test_a_link_is_over_after_two_weeks(
    client: FlaskClient,
    session: Session,
    settings: Settings,
    comment: Comment,
    critic: Account,
) -> None:
    then = utcnow() - timedelta(days=15)
    old = decision_links(session, comment, critic, settings, at=then)[0].address

    assert client.get(old).status_code == HTTPStatus.NOT_FOUND


def test_a_withdrawn_comment_is_nobodys_to_decide(
    client: FlaskClient, session: Session, comment: Comment, links: dict[str, str]
) -> None:
    comment.wipe(at=utcnow())
    session.commit()

    assert client.get(links["Approve"]).status_code == HTTPStatus.NOT_FOUND

"""Kept replies: looked after on a page of their own, put into a reply in the queue."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.comments.canned import CannedReply
from tests.factories import make_comment, make_review, save
from tests.web.dashboard.queue import QUEUE

PAGE = f"{QUEUE}replies/"


def kept(session: Session) -> list[tuple[str, str]]:
    session.rollback()
    replies = session.scalars(select(CannedReply).order_by(CannedReply.name))
    return [(reply.name, reply.body) for reply in replies]


def test_a_reply_is_kept_changed_and_removed(
    desk: FlaskClient, session: Session
) -> None:
    desk.post(PAGE, data={"name": "Thanks", "body": "Thank you, {name}."})
    assert kept(session) == [("Thanks", "Thank you, {name}.")]

    (link,) = html.fromstring(desk.get(PAGE).text).cssselect(".mini a.btn")
    desk.post(str(link.get("href")), data={"name": "Thanks!", "body": "Thank you."})
    assert kept(session) == [("Thanks!", "Thank you.")]

    desk.post(f"{link.get('href')}/deletion")
    assert kept(session) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "", "body": "Kept."}, "name"),
        ({"name": "x" * 61, "body": "Kept."}, "name"),
        ({"name": "thanks", "body": "Kept."}, "name"),
        ({"name": "New", "body": ""}, "body"),
        ({"name": "New", "body": "x" * 2001}, "body"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    desk: FlaskClient, session: Session, typed: dict[str, str], field: str
) -> None:
    save(session, CannedReply(name="Thanks", body="Thank you."))

    answer = desk.post(PAGE, data=typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = html.fromstring(answer.text)
    assert page.cssselect(f"#{field}-errors[role=alert]")
    assert page.cssselect("[name=body]")[0].text_content().strip() == typed["body"]
    assert kept(session) == [("Thanks", "Thank you.")]


def test_a_kept_reply_is_put_into_a_reply_without_a_script(
    desk: FlaskClient, session: Session
) -> None:
    thanks = save(session, CannedReply(name="Thanks", body="{name}: see {title}."))
    comment = make_comment(session, review=make_review(session, title="Rush"))

    answer = desk.post(
        QUEUE,
        data={
            "action": "insert",
            "comment_id": comment.id,
            "canned_id": thanks.id,
            "reply_body": "Hello.",
        },
    )

    (reply,) = html.fromstring(answer.text).cssselect("[data-reply][open] textarea")
    assert answer.status_code == HTTPStatus.OK
    assert str(reply.text_content()).strip() == "Hello.\n\nAda: see Rush."
    assert not reply.get("aria-invalid")


@pytest.mark.parametrize("wrong", ["", "x", "999", "9" * 20])
def test_what_is_not_kept_puts_nothing_in(
    desk: FlaskClient, session: Session, wrong: str
) -> None:
    make_comment(session)

    answer = desk.post(
        QUEUE, data={"action": "insert", "comment_id": wrong, "canned_id": wrong}
    )

    assert answer.status_code == HTTPStatus.OK

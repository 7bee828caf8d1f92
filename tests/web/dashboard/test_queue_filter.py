"""The queue by its address: search, filters, one sender, the log, the whole talk."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.accounts.models import Role
from reviewblog.comments.models import CommentStatus, Decision
from reviewblog.comments.screening.models import CommentReason, ReasonCode
from tests.clients import fields_of, sign_in
from tests.factories import LONG_AGO, make_account, make_comment, make_review, save
from tests.statements import counted_statements
from tests.web.dashboard.queue import QUEUE, order, statuses, toast_of

PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED


def names_in(page: TestResponse) -> list[str]:
    found = html.fromstring(page.text).cssselect(".q h3 bdi")
    return [str(name.text_content()) for name in found]


def test_a_search_is_an_address(desk: FlaskClient, session: Session) -> None:
    make_comment(session, author_name="Tuva", status=APPROVED)
    make_comment(session)

    page = desk.get(f"{QUEUE}?status=any&q=tuva")

    assert names_in(page) == ["Tuva"]
    assert "1 comment found." in page.text
    assert fields_of(page, "form.filters")["q"] == "tuva"


def test_deciding_leads_back_to_the_same_search(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session)
    here = f"{QUEUE}?status=any&page=1&q=ada&since=2020-01-01"

    answer = desk.post(
        f"{QUEUE}?q=ada&status=any&since=2020-01-01",
        data={"action": "approve", "comment_id": comment.id},
    )

    assert answer.location == here


def test_days_are_days_of_the_site(desk: FlaskClient, session: Session) -> None:
    make_comment(session, submitted_at=LONG_AGO)

    assert names_in(desk.get(f"{QUEUE}?since=2020-01-01&until=2020-01-01")) == ["Ada"]
    assert names_in(desk.get(f"{QUEUE}?since=2020-01-02")) == []


@pytest.mark.parametrize("day", ["yesterday", "2020-13-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_said_at_its_field(desk: FlaskClient, day: str) -> None:
    page = desk.get(f"{QUEUE}?since={day}&q=kept")

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    tree = html.fromstring(page.text)
    assert tree.cssselect("#since-errors[role=alert]")
    assert tree.cssselect("[name=q]")[0].get("value") == "kept"


@pytest.mark.parametrize(
    "query",
    ["reason=x", "review=999", "review=x", "sender=999", "sender=" + "9" * 20],
)
def test_what_is_not_there_cannot_be_asked_for(desk: FlaskClient, query: str) -> None:
    assert desk.get(f"{QUEUE}?{query}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("words", ["%00", "%ED%A0%80", "x" * 5000, "%F0%9F%8E%AC"])
def test_any_words_may_be_searched_for(desk: FlaskClient, words: str) -> None:
    assert desk.get(f"{QUEUE}?q={words}").status_code == HTTPStatus.OK


def test_authors_cannot_ask_for_other_reviews(app: Flask, session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    comment = make_comment(session)
    browser = sign_in(app.test_client(), session, author)

    for query in (f"review={comment.review_id}", f"sender={comment.id}"):
        answer = browser.get(f"{QUEUE}?{query}")
        assert answer.status_code == HTTPStatus.NOT_FOUND
    talk = browser.get(f"{QUEUE}{comment.id}/thread/")
    assert talk.status_code == HTTPStatus.NOT_FOUND


def test_a_search_takes_as_many_statements_for_many(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    def statements_now() -> int:
        with counted_statements(app) as statements:
            page = desk.get(f"{QUEUE}?status=any&q=laughed")
        assert page.status_code == HTTPStatus.OK
        return len(statements)

    make_comment(session)
    few = statements_now()
    for _ in range(15):
        parent = make_comment(session, status=APPROVED)
        make_comment(session, review=parent.review, parent_id=parent.id)

    assert statements_now() == few


def test_the_history_of_a_sender_stands_with_a_comment(
    desk: FlaskClient, session: Session
) -> None:
    for status in (PENDING, APPROVED, CommentStatus.SPAM):
        make_comment(session, status=status, writer_hash="w")

    page = html.fromstring(desk.get(QUEUE).text)

    around = page.cssselect(".q__around a")[0]
    said = "1 approved, 1 waiting, 1 rejected, since 1 January 2020"
    assert around.text_content().startswith(said)
    assert len(names_in(desk.get(str(around.get("href"))))) == 3


def test_everything_of_a_sender_is_deleted_after_a_question(
    desk: FlaskClient, session: Session
) -> None:
    one, *_ = (make_comment(session, writer_hash="w") for _ in "abc")
    make_comment(session)
    page = f"{QUEUE}{one.id}/sender/deletion"

    asked = desk.get(page)
    answer = desk.post(page)
    after = desk.get(answer.location)

    assert "Delete 3 comments by" in asked.text
    assert toast_of(after) == "Deleted 3 comments."
    assert statuses(session).count(CommentStatus.DELETED) == 3
    desk.post(QUEUE, data=fields_of(after, ".toast form") | {"action": "undo"})
    assert set(statuses(session)) == {PENDING}


def test_the_log_says_who_and_what_and_why(desk: FlaskClient, session: Session) -> None:
    comment = make_comment(session)
    order(desk, "spam", comment)
    order(desk, "restore", comment)

    page = html.fromstring(desk.get(f"{QUEUE}log/").text)

    entries = [" ".join(li.text_content().split()) for li in page.cssselect(".mini li")]
    assert len(entries) == 2
    assert "Spam → Waiting, the comment by Ada on" in entries[0]


def test_the_log_gives_the_reasons_of_the_rules(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session, status=CommentStatus.SPAM)
    save(
        session,
        CommentReason(comment_id=comment.id, code=ReasonCode.HONEYPOT, facts={}),
    )
    save(
        session,
        Decision(
            comment_id=comment.id,
            before=PENDING,
            after=CommentStatus.SPAM,
            decided_at=LONG_AGO,
            is_by_rules=True,
        ),
    )

    page = desk.get(f"{QUEUE}log/?who=rules&after=spam")

    assert "A field was filled in that people do not see." in page.text


@pytest.mark.parametrize("query", ["who=x", "after=x", "comment=x", "page=2"])
def test_there_is_no_such_log(desk: FlaskClient, query: str) -> None:
    assert desk.get(f"{QUEUE}log/?{query}").status_code == HTTPStatus.NOT_FOUND


def test_the_whole_talk_is_one_press_away(desk: FlaskClient, session: Session) -> None:
    review = make_review(session)
    first = make_comment(session, review=review, status=APPROVED, author_name="Bea")
    make_comment(session, review=review, parent_id=first.id)

    (link,) = html.fromstring(desk.get(QUEUE).text).cssselect("[data-thread]")
    talk = desk.get(str(link.get("href")))

    turns = html.fromstring(talk.text).cssselect(".conversation__turn")
    assert ["Bea" in turn.text_content() for turn in turns] == [True, False]
    assert turns[1].get("aria-current") == "true"

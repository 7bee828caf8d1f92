"""The queue: what is listed, for whom, and the way back to it."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.comments.models import CommentStatus
from tests.clients import fields_of, sign_in
from tests.factories import (
    LONG_AGO,
    make_account,
    make_comment,
    make_review,
)
from tests.hostile import BODIES
from tests.pages import texts
from tests.statements import counted_statements
from tests.web.dashboard.queue import QUEUE, order, statuses, toast_of

PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED
SPAM, DELETED = CommentStatus.SPAM, CommentStatus.DELETED


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_queue_is_no_business_of_strangers(
    client: FlaskClient, session: Session, method: str
) -> None:
    comment = make_comment(session)

    answer = client.open(
        QUEUE, method=method, data={"action": "approve", "comment_id": comment.id}
    )

    assert answer.status_code in {HTTPStatus.FOUND, HTTPStatus.UNAUTHORIZED}
    assert "I laughed" not in answer.text
    assert statuses(session) == [PENDING]


@pytest.mark.parametrize("status", CommentStatus)
def test_list_comments_shows_one_status(
    desk: FlaskClient, session: Session, status: CommentStatus
) -> None:
    for each in CommentStatus:
        make_comment(session, status=each, author_name=f"Somebody {each.value}")

    page = desk.get(f"{QUEUE}?status={status.value}")

    names = [name.text for name in html.fromstring(page.text).cssselect(".q bdi")]
    assert page.status_code == HTTPStatus.OK
    assert names == [f"Somebody {status.value}"]


def test_list_comments_begins_with_what_waits(
    desk: FlaskClient, session: Session
) -> None:
    make_comment(session)
    make_comment(session, status=APPROVED)

    page = html.fromstring(desk.get(QUEUE).text)

    (current,) = page.cssselect(".tabs [aria-current]")
    assert current.text_content() == "Waiting (1)"
    assert page.cssselect("h1")[0].text_content() == "1 comment waiting"
    assert len(page.cssselect(".q")) == 1


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("", "1 comment waiting"),
        ("?status=approved", "Approved comments"),
        ("?status=spam", "Spam comments"),
        ("?status=any", "All comments"),
    ],
)
def test_the_heading_says_what_stands_below_it(
    desk: FlaskClient, session: Session, query: str, heading: str
) -> None:
    make_comment(session)

    assert texts(desk.get(QUEUE + query), "h1") == [heading]


@pytest.mark.parametrize("status", CommentStatus)
def test_an_empty_list_says_so(desk: FlaskClient, status: CommentStatus) -> None:
    page = desk.get(f"{QUEUE}?status={status.value}")

    assert page.status_code == HTTPStatus.OK
    assert "Have a look at the site" in page.text


@pytest.mark.parametrize(
    "query", ["status=rejected", "status=", "status=%00", "page=0", "page=x"]
)
def test_there_is_no_such_list(desk: FlaskClient, query: str) -> None:
    assert desk.get(f"{QUEUE}?{query}").status_code == HTTPStatus.NOT_FOUND


def test_a_comment_in_the_queue_comes_with_what_it_is_about(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, title="Odd Man Out", slug="odd-man-out")
    parent = make_comment(
        session,
        review=review,
        status=APPROVED,
        author_name="Wm. Askew",
        body_html="<p>Nobody in the bar <em>finished</em> a drink.</p>",
    )
    make_comment(
        session,
        review=review,
        parent_id=parent.id,
        author_email="ada@example.org",
        edited_at=LONG_AGO,
    )

    entry = html.fromstring(desk.get(QUEUE).text).cssselect(".q")[0]

    context = entry.cssselect(".q__context")[0].text_content()
    assert context == "Wm. Askew: Nobody in the bar finished a drink."
    assert entry.cssselect("a[href='/reviews/odd-man-out/']")[0].text == "Odd Man Out"
    assert "1 January 2020, 12.00 pm" in entry.text_content()
    assert "ada@example.org" in entry.text_content()
    assert "Edited" in entry.text_content()


def test_a_withdrawn_question_is_no_context(
    desk: FlaskClient, session: Session
) -> None:
    parent = make_comment(session, status=DELETED, withdrawn_at=LONG_AGO)
    make_comment(session, review=parent.review, parent_id=parent.id)

    assert "In answer to a comment that was withdrawn." in desk.get(QUEUE).text


def test_the_way_leads_back_to_the_same_list(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session, status=SPAM)

    response = desk.post(
        f"{QUEUE}?status=spam&page=2",
        data={"action": "restore", "comment_id": comment.id},
    )

    assert response.location == f"{QUEUE}?status=spam&page=2"
    assert desk.get(response.location).status_code == HTTPStatus.OK


def test_a_list_comes_in_pages(desk: FlaskClient, session: Session) -> None:
    review = make_review(session)
    for minute in range(51):
        make_comment(
            session,
            review=review,
            author_name=f"No. {minute}",
            submitted_at=LONG_AGO + timedelta(minutes=minute),
        )

    first, second, beyond = (desk.get(f"{QUEUE}?page={n}") for n in (1, 2, 3))

    assert first.text.count('class="q"') == 50
    assert "No. 50" in first.text
    assert second.text.count('class="q"') == 1
    assert "No. 0<" in second.text
    assert "No. 0<" in beyond.text


def test_a_full_list_takes_few_statements(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    for _ in range(20):
        parent = make_comment(session, status=APPROVED)
        make_comment(session, review=parent.review, parent_id=parent.id)

    with counted_statements(app) as statements:
        desk.get(QUEUE)

    assert len([sent for sent in statements if "FROM comment" in sent]) == 4


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.EDITOR, True), (Role.MODERATOR, True), (Role.AUTHOR, False)],
)
def test_roles_see_and_decide_what_is_theirs(
    app: Flask, session: Session, role: Role, *, may: bool
) -> None:
    comment = make_comment(session)
    account = make_account(session, role=role)
    browser = sign_in(app.test_client(), session, account)

    page = browser.get(QUEUE)
    order(browser, "approve", comment)

    assert ("I laughed all the way." in page.text) is may
    assert (statuses(session) == [APPROVED]) is may


def test_authors_decide_on_their_own_reviews(app: Flask, session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    comment = make_comment(session, review=make_review(session, author=author))
    browser = sign_in(app.test_client(), session, author)

    page = browser.get(QUEUE)
    order(browser, "approve", comment)

    assert "I laughed all the way." in page.text
    assert statuses(session) == [APPROVED]


def test_an_approved_comment_is_public_and_counted(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    review = make_review(session)
    comment = make_comment(session, review=review)
    before = client.get(f"/reviews/{review.slug}/").text

    order(desk, "approve", comment)

    session.refresh(review)
    assert "I laughed all the way." not in before
    assert "I laughed all the way." in client.get(f"/reviews/{review.slug}/").text
    assert review.comment_count == 1


def test_hostile_comments_are_only_words_in_the_queue(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, title=BODIES[0])
    parent = make_comment(
        session, review=review, author_name=BODIES[3][:60], status=APPROVED
    )
    make_comment(
        session,
        review=review,
        parent_id=parent.id,
        author_name=BODIES[6][:60],
        author_email='"><script>alert(1)</script>',
    )

    entry = html.fromstring(desk.get(QUEUE).text).cssselect(".q")[0]

    assert not {"script", "img", "svg"} & {str(part.tag) for part in entry.iter()}
    assert not [
        name for part in entry.iter() for name in part.attrib if name[:2] == "on"
    ]


def test_undo_takes_back_what_has_just_been_done(
    desk: FlaskClient, session: Session
) -> None:
    comments = [make_comment(session, status=status) for status in (PENDING, APPROVED)]
    page = desk.get(order(desk, "spam", *comments).location)

    typed = fields_of(page, ".toast form") | {"action": "undo"}
    response = desk.post(QUEUE, data=typed)

    after = desk.get(response.location)
    assert statuses(session) == [PENDING, APPROVED]
    assert toast_of(after) == "Undone for 2 comments."
    assert 'value="undo"' not in after.text


def test_undo_works_for_hundreds(desk: FlaskClient, session: Session) -> None:
    review = make_review(session)
    comments = [make_comment(session, review=review) for _ in range(200)]

    page = desk.get(order(desk, "spam", *comments).location)

    desk.post(QUEUE, data=fields_of(page, ".toast form") | {"action": "undo"})
    assert set(statuses(session)) == {PENDING}
    assert len(desk.get_cookie("session").value) < 2000  # type: ignore[union-attr]

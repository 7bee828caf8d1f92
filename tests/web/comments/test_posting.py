"""A reader comments."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.config import Settings
from reviewblog.reviews.models import FormerSlug, Review
from reviewblog.site.models import CommentMode
from reviewblog.web.thread_layout import PAGE_SIZE
from tests.clients import fields_of, submit
from tests.factories import LONG_AGO, make_comment, make_review, save
from tests.statements import counted_statements
from tests.web.comments.conftest import Post, stored


def test_create_comment_stores_what_the_form_of_the_page_sends(
    client: FlaskClient, session: Session, review: Review
) -> None:
    response = submit(
        client,
        "/reviews/rush-1991/",
        name="  Ada \u202e Lovelace ",
        email="ada@example.org",
        body="I *laughed*.\r\n\r\nThen I cried.",
        grade="A-",
        notify="on",
    )

    (comment,) = stored(session)
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.location == f"/reviews/rush-1991/#comment-{comment.id}"
    assert comment.author_name == "Ada Lovelace"
    assert comment.author_email == "ada@example.org"
    assert comment.body == "I *laughed*.\n\nThen I cried."
    assert comment.body_html == "<p>I <em>laughed</em>.</p>\n<p>Then I cried.</p>"
    assert comment.wants_notice
    assert comment.grade_id is not None
    assert comment.status is CommentStatus.PENDING


def test_a_name_and_a_text_are_enough(
    client: FlaskClient, session: Session, post: Post
) -> None:
    post(client)

    (comment,) = stored(session)
    assert (comment.author_email, comment.wants_notice) == ("", False)
    assert comment.grade_id is None
    assert comment.parent_id is None


def test_whoever_comes_back_finds_the_name_they_gave(
    app: Flask, client: FlaskClient, post: Post, session: Session
) -> None:
    other = make_review(session, slug="pale-rider-1985")
    post(client, name="Ada", email="ada@example.org")
    post(client, name="Ada L.", body="And once more.")

    mine, another = (
        browser.get(f"/reviews/{other.slug}/")
        for browser in (client, app.test_client())
    )

    form = fields_of(mine, "form#respond")
    assert (form["name"], form["email"], form["body"]) == ("Ada L.", "", "")
    assert mine.headers["Cache-Control"] == "private, no-store"
    assert fields_of(another, "form#respond")["name"] == ""


def test_who_took_back_what_they_wrote_is_no_longer_called_by_it(
    client: FlaskClient, post: Post, session: Session
) -> None:
    post(client, name="Ada")
    (comment,) = stored(session)
    submit(client, f"/comments/{comment.id}/withdrawal")

    page = client.get("/reviews/rush-1991/")
    assert fields_of(page, "form#respond")["name"] == ""


def test_a_waiting_comment_is_seen_by_its_writer_only(
    app: Flask, client: FlaskClient, post: Post
) -> None:
    page = client.get(post(client).location)

    assert "I laughed." in page.text
    assert "Waiting for the critic to read it. Only you can see it." in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "I laughed." not in app.test_client().get("/reviews/rush-1991/").text


def test_a_comment_on_a_long_thread_leads_to_the_page_it_is_on(
    client: FlaskClient, session: Session, review: Review, post: Post
) -> None:
    for number in range(PAGE_SIZE + 1):
        make_comment(
            session,
            review=review,
            body=f"Thought {number}.",
            body_html=f"<p>Thought {number}.</p>",
            status=CommentStatus.APPROVED,
        )
    review.comment_count = PAGE_SIZE + 1
    session.commit()
    assert "Thought 0." in client.get("/reviews/rush-1991/").text

    location = post(client).location

    comment = stored(session)[-1]
    assert location == f"/reviews/rush-1991/?comment={comment.id}#comment-{comment.id}"
    page = client.get(location)
    assert f'id="comment-{comment.id}"' in page.text
    assert "Thought 0." not in page.text


@pytest.mark.parametrize("asked", ["x", "0", "7", "-1", "9" * 30])
def test_a_comment_that_is_not_there_leads_to_the_first_page(
    client: FlaskClient, review: Review, asked: str
) -> None:
    assert client.get(f"/reviews/{review.slug}/?comment={asked}").status_code == 200


def test_what_a_comment_costs_does_not_grow_with_the_thread(
    app: Flask, client: FlaskClient, session: Session, review: Review, post: Post
) -> None:
    post(client, body="The very first, before which nothing of it is known.")
    with counted_statements(app) as few:
        post(client, body="The first of them all, and not the last.")
    for number in range(30):
        make_comment(session, review=review, body=f"Thought {number}.")
    with counted_statements(app) as many:
        post(client, body="The last of them all, and not the least.")

    assert len(many) == len(few) <= 9


def test_a_review_that_closes_between_two_comments_takes_no_more(
    client: FlaskClient, session: Session, review: Review, post: Post
) -> None:
    """What is known of it from the first is not believed a second time."""
    assert post(client).status_code == HTTPStatus.SEE_OTHER
    review.comment_mode = CommentMode.CLOSED
    session.commit()

    refused = post(client, body="Too late, then.")

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Comments on this review are closed." in refused.text
    assert len(stored(session)) == 1


def test_a_review_that_goes_between_two_comments_takes_no_more(
    client: FlaskClient, session: Session, review: Review, post: Post
) -> None:
    assert post(client).status_code == HTTPStatus.SEE_OTHER
    review.deleted_at = LONG_AGO
    session.commit()

    assert post(client, body="Too late, then.").status_code == HTTPStatus.GONE
    assert len(stored(session)) == 1


def test_a_comment_finds_its_review_also_after_that_has_moved(
    client: FlaskClient, session: Session, review: Review, post: Post
) -> None:
    assert post(client).status_code == HTTPStatus.SEE_OTHER
    former = FormerSlug(slug=review.slug, review_id=review.id, retired_at=LONG_AGO)
    review.slug = "rush"
    save(session, former)

    moved = post(client, body="It was here a minute ago.")

    assert moved.location.startswith("/reviews/rush/#comment-")


def test_an_approved_comment_is_seen_by_everybody(
    app: Flask, client: FlaskClient, session: Session, post: Post
) -> None:
    post(client)
    stored(session)[0].status = CommentStatus.APPROVED
    session.commit()

    page = app.test_client().get("/reviews/rush-1991/")

    assert "I laughed." in page.text
    assert "Waiting for the critic" not in page.text
    assert "1 comment" in page.text


def test_the_cookie_is_out_of_reach_and_names_nobody(
    client: FlaskClient, session: Session, post: Post
) -> None:
    cookie = post(client).headers["Set-Cookie"]

    token = cookie.partition("=")[2].partition(";")[0]
    assert cookie.startswith("reviewblog_writer=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=31536000"} <= set(
        cookie.split("; ")
    )
    assert token not in stored(session)[0].writer_hash


def test_the_cookie_is_secure_where_the_site_is(
    settings: Settings, build_app: Callable[[Settings], Flask], session: Session
) -> None:
    safe = replace(settings, site_url="https://localhost")
    review = make_review(session)
    client = build_app(safe).test_client()

    response = submit(client, f"/reviews/{review.slug}/", name="Ada", body="Yes.")

    assert "Secure" in response.headers["Set-Cookie"].split("; ")


def test_a_browser_keeps_its_cookie(
    client: FlaskClient, session: Session, post: Post
) -> None:
    post(client)
    post(client, body="And another thing.")

    assert len({comment.writer_hash for comment in stored(session)}) == 1


def test_a_forged_cookie_is_replaced(
    client: FlaskClient, session: Session, post: Post
) -> None:
    client.set_cookie("reviewblog_writer", "x" * 50)

    response = post(client)

    assert "reviewblog_writer=" in response.headers["Set-Cookie"]
    assert "xxx" not in response.headers["Set-Cookie"]


def test_reading_sets_no_cookie(client: FlaskClient, session: Session) -> None:
    review = make_comment(session, status=CommentStatus.APPROVED).review

    pages = [
        client.get(f"/reviews/{review.slug}/{query}")
        for query in ("", "?reply=1", "?reply=x")
    ]

    assert [page.headers.get("Set-Cookie") for page in pages] == [None] * 3


def test_a_form_may_come_in_parts(
    client: FlaskClient, session: Session, review: Review
) -> None:
    fields = fields_of(client.get("/reviews/rush-1991/"), "#respond")

    client.post(
        "/reviews/rush-1991/comments",
        data=fields | {"name": "Ada", "body": "Hi."},
        content_type="multipart/form-data",
    )

    assert stored(session)[0].body == "Hi."


def test_a_comment_follows_a_review_that_has_moved(
    client: FlaskClient, session: Session, review: Review, post: Post
) -> None:
    save(
        session, FormerSlug(slug="rush-1991", review_id=review.id, retired_at=LONG_AGO)
    )
    review.slug = "rush"
    session.commit()

    response = post(client)

    assert response.location.startswith("/reviews/rush/#comment-")
    assert len(stored(session)) == 1


def test_a_double_click_stores_one_comment_and_shows_it(
    app: Flask, client: FlaskClient, session: Session, post: Post
) -> None:
    first = post(app.test_client())

    second = post(client)

    assert first.location == second.location
    assert len(stored(session)) == 1
    assert "Waiting for the critic" in client.get("/reviews/rush-1991/").text


def test_the_page_is_the_same_for_an_hour(
    app: Flask, client: FlaskClient, review: Review
) -> None:
    pages = {
        browser.get("/reviews/rush-1991/").headers["ETag"]
        for browser in (client, app.test_client())
    }

    assert len(pages) == 1


def test_the_critic_is_public_at_once_and_marked(
    app: Flask, desk: FlaskClient, session: Session, owner: Account
) -> None:
    review = make_review(session, author=owner)
    page = desk.get(f"/reviews/{review.slug}/")

    submit(desk, f"/reviews/{review.slug}/", body="Thank you all.")

    seen = app.test_client().get(f"/reviews/{review.slug}/").text
    assert "You are signed in as <bdi>The Owner</bdi>" in page.text
    assert page.headers["Cache-Control"] in {"no-store", "private, no-store"}
    assert "Thank you all." in seen
    assert '<span class="by-critic">The critic</span>' in seen
    assert "The Owner" in seen
    assert stored(session)[0].author_email == ""


def test_somebody_else_of_the_house_is_not_the_critic(
    desk: FlaskClient, review: Review
) -> None:
    submit(desk, "/reviews/rush-1991/", body="Thank you all.")

    page = desk.get("/reviews/rush-1991/").text
    assert '<span class="by-critic">Staff</span>' in page


def test_eight_readers_at_once_lose_and_double_nothing(
    app: Flask, session: Session, post: Post
) -> None:
    def write(reader: int) -> list[int]:
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{reader}"
        return [
            post(client, name=f"Reader {reader}", body=f"No. {number}").status_code
            for number in range(5)
            for _ in range(2)
        ]

    with ThreadPoolExecutor(8) as pool:
        statuses = [status for given in pool.map(write, range(8)) for status in given]

    assert statuses == [HTTPStatus.SEE_OTHER] * 80
    assert session.scalar(select(func.count(Comment.id))) == 40
    pairs = {(comment.author_name, comment.body) for comment in stored(session)}
    assert len(pairs) == 40

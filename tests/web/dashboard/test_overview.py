"""The desk at a glance."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.reviews.models import ReviewStatus
from reviewblog.site.defaults import get_site
from reviewblog.stats.models import ReadCount
from tests.clients import sign_in
from tests.factories import make_account, make_comment, make_page, make_review

PAGE = "/dashboard/"


def browser_of(app: Flask, session: Session, role: Role) -> FlaskClient:
    return sign_in(app.test_client(), session, make_account(session, role=role))


def test_an_empty_desk_says_so(desk: FlaskClient) -> None:
    page = desk.get(PAGE).text

    assert "The first steps" in page
    assert "No drafts" not in page
    assert 'href="/dashboard/reviews/new"' in page


def test_a_step_is_done_once_it_was_taken(desk: FlaskClient, session: Session) -> None:
    def is_done(name: str) -> bool:
        step = html.fromstring(desk.get(PAGE).text).xpath(
            f"//li[contains(., '{name}')]"
        )
        return "Done" in step[0].text_content()

    before = is_done("Say who you are"), is_done("Say in a line what the site is")
    make_page(session, title="About")
    site = get_site(session)
    site.title, site.tagline = "Row K", "Films, mostly."
    session.commit()

    assert before == (False, False)
    assert is_done("Say who you are")
    assert is_done("Say in a line what the site is")


def test_the_first_review_ends_the_first_steps(
    desk: FlaskClient, session: Session
) -> None:
    make_review(session, status=ReviewStatus.DRAFT)

    page = desk.get(PAGE).text

    assert "The first steps" not in page
    assert "No comment is waiting" in page


def test_what_was_read_this_week_is_shown(desk: FlaskClient, session: Session) -> None:
    review = make_review(session, title="Rush")
    today = utcnow().date()
    for day, reads in ((today, 12), (today - timedelta(days=8), 500)):
        row = ReadCount(review_id=review.id, day=day, source="", reads=reads)
        session.add(row)
    session.commit()

    page = desk.get(PAGE).text

    assert "12 reads" in page
    assert "512" not in page


def test_only_an_owner_sees_how_the_site_fares(app: Flask, session: Session) -> None:
    shown = {
        role: "Background work" in browser_of(app, session, role).get(PAGE).text
        for role in Role
    }

    assert [role for role, is_shown in shown.items() if is_shown] == [Role.OWNER]


def test_the_page_of_health_says_what_to_do(desk: FlaskClient) -> None:
    page = desk.get("/dashboard/health/").text

    assert "reviewblog jobs run" in page
    assert "There is no copy yet" in page


def test_the_overview_shows_what_is_in_every_state(
    desk: FlaskClient, session: Session
) -> None:
    make_review(session, title="Draft one", status=ReviewStatus.DRAFT)
    make_review(
        session, title="Scheduled one", published_at=utcnow() + timedelta(days=1)
    )
    make_review(session, title="Published one", grade="B+")
    make_review(session, title="Deleted one", deleted_at=utcnow())

    page = desk.get(PAGE).text

    for title in ("Draft one", "Scheduled one", "Published one"):
        assert title in page
    assert "Deleted one" not in page


def test_the_overview_shows_the_comments_that_wait(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session)
    make_comment(session, review=review, body_html="<p>Which <em>print</em>?</p>")
    make_comment(session, review=review, author_name="Boole")
    make_comment(session, review=review, status=CommentStatus.SPAM, author_name="Spam")

    page = desk.get(PAGE).text

    assert "2 comments waiting" in page
    assert "“Which print?”" in page
    assert "Boole" in page
    assert "Spam" not in page


def test_an_author_sees_their_own_only(app: Flask, session: Session) -> None:
    make_review(session, title="Somebody else’s")
    account = make_account(session, role=Role.AUTHOR)
    make_review(session, title="My own", author=account)

    page = sign_in(app.test_client(), session, account).get(PAGE).text

    assert "My own" in page
    assert "Somebody else’s" not in page


def test_a_moderator_sees_comments_and_no_reviews(app: Flask, session: Session) -> None:
    make_comment(session, review=make_review(session, title="Draft", slug="d"))
    make_review(session, title="Secret", status=ReviewStatus.DRAFT)

    page = browser_of(app, session, Role.MODERATOR).get(PAGE).text

    assert "1 comment waiting" in page
    assert "Secret" not in page
    assert "Write a review" not in page


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "x" * 300, "8½"])
def test_strange_titles_do_not_break_the_overview(
    desk: FlaskClient, session: Session, title: str
) -> None:
    make_comment(session, review=make_review(session, title=title))

    response = desk.get(PAGE)

    assert response.status_code == HTTPStatus.OK
    assert "<script>alert" not in response.text

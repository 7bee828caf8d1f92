"""Parts of a review's page are drawn once, and never shown where they do not belong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.config import Settings
from reviewblog.reviews.models import Review
from reviewblog.reviews.scales import Step, adopt_scale
from reviewblog.reviews.shown import find_published
from reviewblog.site.defaults import get_site
from reviewblog.site.models import CommentMode
from reviewblog.web import comment_form
from reviewblog.web.moderation_wording import WAITING
from reviewblog.web.review_parts import made_once
from tests.factories import LONG_AGO, grade_labelled, make_comment, make_review

PAGE = "/reviews/rush/"


class Making:
    """A part that counts how often it was made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, slug="rush", title="Rush", grade="B", tags=["crime"])


@pytest.fixture
def shown(session: Session, review: Review) -> Review:
    found = find_published(session, review.slug, at=LONG_AGO)
    assert found is not None
    return found


@pytest.fixture
def making() -> Making:
    return Making()


def test_a_part_is_made_once_for_the_same_values(
    app: Flask, shown: Review, making: Making
) -> None:
    with app.test_request_context(PAGE):
        made = [made_once(shown, "head", making, value) for value in "aab"]
    with app.test_request_context(PAGE):
        made.append(made_once(shown, "head", making, "b"))
        made.append(made_once(shown, "foot", making, "b"))

    assert made == [1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    "other",
    [
        {"path": PAGE, "query_string": "page=2"},
        {"path": PAGE, "method": "POST"},
        {"path": "/reviews/rush/comments"},
        {"path": PAGE, "environ_overrides": {"SCRIPT_NAME": "/blog"}},
    ],
)
def test_another_request_is_given_its_own(
    app: Flask, shown: Review, making: Making, other: dict[str, Any]
) -> None:
    with app.test_request_context(PAGE):
        made_once(shown, "head", making)
    with app.test_request_context(**other):
        assert made_once(shown, "head", making) == 2


def test_whoever_brings_a_cookie_is_given_their_own(
    app: Flask, shown: Review, making: Making
) -> None:
    with app.test_request_context(PAGE):
        made_once(shown, "head", making)
    with app.test_request_context(PAGE, headers={"Cookie": "theme=dark"}):
        own = [made_once(shown, "head", making) for _ in "ab"]
    with app.test_request_context(PAGE):
        again = made_once(shown, "head", making)

    assert (own, again) == ([2, 3], 1)


def test_a_review_that_may_change_is_drawn_each_time(
    app: Flask, review: Review, making: Making
) -> None:
    with app.test_request_context(PAGE):
        assert [made_once(review, "head", making) for _ in "ab"] == [1, 2]


def test_other_settings_make_other_parts(
    app: Flask, session: Session, shown: Review, making: Making
) -> None:
    with app.test_request_context(PAGE):
        made_once(shown, "head", making)
    get_site(session).title = "Other"
    session.commit()

    with app.test_request_context(PAGE):
        assert made_once(shown, "head", making) == 2


def test_one_application_knows_nothing_of_another(
    app: Flask,
    build_app: Callable[[Settings], Flask],
    settings: Settings,
    shown: Review,
    making: Making,
) -> None:
    for each in (app, build_app(replace(settings, site_url="http://other.example"))):
        with each.test_request_context(PAGE):
            made_once(shown, "head", making)

    assert making.times == 2


def test_the_page_says_what_readers_have_graded_since(
    client: FlaskClient, session: Session, review: Review
) -> None:
    before = client.get(PAGE).text
    for _ in range(5):
        make_comment(
            session,
            review=review,
            status=CommentStatus.APPROVED,
            grade_id=grade_labelled(session, "A").id,
        )

    after = client.get(PAGE).text

    assert "is the average of 5 readers" not in before
    assert "aggregateRating" not in before
    assert "is the average of 5 readers" in after
    assert "aggregateRating" in after


def test_the_page_offers_to_open_spoilers_once_a_comment_has_one(
    client: FlaskClient, session: Session, review: Review
) -> None:
    before = client.get(PAGE).text
    hidden = '<details class="spoiler">the killer</details>'
    approved = CommentStatus.APPROVED
    make_comment(session, review=review, status=approved, body_html=hidden)

    assert "open the spoilers" not in before
    assert "open the spoilers" in client.get(PAGE).text


@pytest.mark.parametrize("is_desk_first", [True, False])
def test_nobody_is_given_what_was_made_for_the_desk(
    client: FlaskClient, desk: FlaskClient, review: Review, *, is_desk_first: bool
) -> None:
    order = (desk, client, desk) if is_desk_first else (client, desk, client)

    pages = {browser: browser.get(f"/reviews/{review.slug}/").text for browser in order}

    assert "data-counted" in pages[client]
    assert "data-counted" not in pages[desk]


def test_all_that_is_shown_follows_a_change(
    client: FlaskClient, session: Session, review: Review
) -> None:
    client.get(PAGE)
    review.title = "Another title"
    review.body_html = "<p>Another text.</p>"
    review.tags[0].name = "another topic"
    review.author.display_name = "Another critic"
    session.commit()

    page = client.get(PAGE).text

    assert page.count("Another title") > 5
    assert "Another text." in page
    assert page.count("another topic") == 3
    assert page.count("Another critic") == 5
    assert "Rush" not in page


def test_the_form_is_blank_whoever_had_it_before(
    client: FlaskClient, session: Session, review: Review
) -> None:
    approved = CommentStatus.APPROVED
    target = make_comment(session, review=review, status=approved, author_name="Bo")
    blank = client.get(PAGE).text

    reply = client.get(f"{PAGE}?reply={target.id}").text
    refused = client.post(f"{PAGE}comments", data={"name": "Cy", "body": "Too old."})

    assert "You are replying to" in reply
    assert f'name="parent_id" value="{target.id}"' in reply
    assert "Too old." in refused.text
    assert "had been open for a long time" in refused.text
    assert client.get(PAGE).text == blank
    assert 'name="parent_id" value=""' in blank


def test_the_form_offers_the_scale_in_use(
    client: FlaskClient, session: Session, review: Review
) -> None:
    before = client.get(PAGE).text

    adopt_scale(session, "Stars", [Step("Five stars", 100, "")], at=utcnow())
    session.commit()

    assert "Five stars" not in before
    assert "Five stars</option>" in client.get(PAGE).text


def test_the_form_says_who_decides_now(
    client: FlaskClient, session: Session, review: Review
) -> None:
    pages = []
    for mode in (CommentMode.HOLD_ALL, CommentMode.OPEN, CommentMode.CLOSED):
        review.comment_mode = mode
        session.commit()
        pages.append(client.get(PAGE).text)

    assert WAITING[CommentMode.HOLD_ALL] in pages[0]
    assert WAITING[CommentMode.OPEN] in pages[1]
    assert "Post comment" not in pages[2]


def test_the_form_carries_the_stamp_of_its_hour(
    build_app: Callable[[Settings], Flask],
    settings: Settings,
    review: Review,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = build_app(replace(settings, page_cache_mb="0")).test_client()
    before = client.get(f"/reviews/{review.slug}/")
    monkeypatch.setattr(comment_form, "utcnow", lambda: utcnow() + timedelta(hours=1))

    after = client.get(f"/reviews/{review.slug}/")

    assert stamp_in(before.text) != stamp_in(after.text)


def stamp_in(page: str) -> str:
    """Return the stamp of a page's form."""
    return page.partition('name="stamp" value="')[2].partition('"')[0]

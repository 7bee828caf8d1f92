"""The queue in a real browser: emptied with the keyboard alone, and nothing waits."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.canned import CannedReply
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.screening.models import FilterCorpus, FilterToken
from reviewblog.reviews.models import Review
from tests.clients import sign_in
from tests.factories import make_account, make_comment, make_review, save

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUEUE = "/dashboard/comments/"
PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED
SPAM, DELETED = CommentStatus.SPAM, CommentStatus.DELETED
SENT = "**/dashboard/comments/?*"
FIFTY = ["a", "s", "d"] * 16 + ["a", "a"]


@pytest.fixture
def owner(session: Session) -> Account:
    return make_account(session)


@pytest.fixture
def review(session: Session, owner: Account) -> Review:
    review = make_review(session, author=owner)
    for number in range(50):
        make_comment(
            session, review=review, author_name=f"No. {number}", body=f"Word{number}."
        )
    return review


@pytest.fixture
def page(
    app: Flask, session: Session, address: str, chromium: Browser, owner: Account
) -> Iterator[Page]:
    """The queue of somebody who is signed in, in a browser that knows no mouse."""
    client = sign_in(app.test_client(), session, owner)
    cookie = client.get_cookie("session")
    assert cookie is not None
    with chromium.new_context(base_url=address, reduced_motion="reduce") as context:
        context.add_cookies(
            [{"name": "session", "value": cookie.value, "url": address}]
        )
        yield context.new_page()


def statuses(session: Session) -> list[CommentStatus]:
    session.rollback()
    return list(session.scalars(select(Comment.status).order_by(Comment.id.desc())))


def learned(session: Session) -> tuple[Any, ...]:
    session.rollback()
    corpus = session.get_one(FilterCorpus, 1, populate_existing=True)
    tokens = session.scalars(select(FilterToken.token)).all()
    return corpus.spam, corpus.good, sorted(tokens)


def settled(page: Page) -> None:
    """Wait until nothing is on its way to the server."""
    expect(page.locator("#queue[data-busy]")).to_have_count(0)


def test_fifty_comments_are_cleared_by_keyboard_and_brought_back(
    page: Page, session: Session, review: Review
) -> None:
    wanted = {"a": APPROVED, "s": SPAM, "d": DELETED}
    page.goto(QUEUE)

    for key in FIFTY:
        page.keyboard.press(key)
    expect(page.locator("[data-more]")).to_be_focused()
    settled(page)

    session.refresh(review)
    assert statuses(session) == [wanted[key] for key in FIFTY]
    assert review.comment_count == FIFTY.count("a")
    assert learned(session)[:2] == (FIFTY.count("s"), FIFTY.count("a"))
    expect(page.locator("h1")).to_have_text("No comment is waiting")

    for _ in FIFTY:
        page.keyboard.press("u")
    expect(page.locator(".q:not([hidden])")).to_have_count(50)
    settled(page)

    session.refresh(review)
    assert statuses(session) == [PENDING] * 50
    assert review.comment_count == 0
    assert learned(session) == (0, 0, [])
    expect(page.locator("h1")).to_have_text("50 comments waiting")


@pytest.mark.usefixtures("review")
def test_nothing_waits_for_a_slow_server(page: Page, session: Session) -> None:
    page.goto(QUEUE)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(SENT, hold)

    page.keyboard.press("a")
    page.keyboard.press("s")

    expect(page.locator(".q:not([hidden])")).to_have_count(48)
    expect(page.locator("#q-48")).to_be_focused()
    expect(page.locator("[data-live]")).to_have_text(
        "Marked the comment by No. 48 as spam."
    )
    assert len(held) == 1
    assert set(statuses(session)) == {PENDING}
    page.route(SENT, lambda route: route.continue_())
    held[0].continue_()
    settled(page)
    assert statuses(session)[:3] == [APPROVED, SPAM, PENDING]


@pytest.mark.usefixtures("review")
def test_what_fails_comes_back_and_says_so(page: Page, session: Session) -> None:
    page.goto(QUEUE)
    page.route(SENT, lambda route: route.fulfill(status=403, body="No."))

    page.keyboard.press("d")

    expect(page.locator(".toast[data-bad]")).to_contain_text("came back")
    expect(page.locator(".q:not([hidden])")).to_have_count(50)
    assert set(statuses(session)) == {PENDING}


@pytest.mark.usefixtures("review")
def test_a_server_that_stumbles_is_asked_again(page: Page, session: Session) -> None:
    page.goto(QUEUE)
    answers = iter([503, 503])

    def stumble(route: Route) -> None:
        status = next(answers, None)
        if status:
            route.fulfill(status=status, body="")
        else:
            route.continue_()

    page.route(SENT, stumble)

    page.keyboard.press("a")
    expect(page.locator("[data-count=approved]")).to_have_text("1")

    assert statuses(session)[0] is APPROVED


@pytest.mark.usefixtures("review")
def test_keys_are_letters_while_somebody_types(page: Page, session: Session) -> None:
    page.goto(QUEUE)

    page.keyboard.press("r")
    page.keyboard.type("as dusk uses axes")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#q-49")).to_be_focused()
    settled(page)

    reply = session.scalars(select(Comment).where(Comment.parent_id == 50)).one()
    assert reply.body == "as dusk uses axes"
    assert statuses(session)[1:3] == [APPROVED, PENDING]
    # The answer is an approved comment, too.
    expect(page.locator("[data-count=approved]")).to_have_text("2")
    expect(page.locator("h1")).to_have_text("49 comments waiting")


@pytest.mark.usefixtures("review")
def test_the_selected_are_approved_together(page: Page, session: Session) -> None:
    page.goto(QUEUE)

    for key in ("j", "x", "j", "x", "Shift+A"):
        page.keyboard.press(key)
    settled(page)

    assert statuses(session)[:4] == [PENDING, APPROVED, APPROVED, PENDING]
    page.keyboard.press("u")
    settled(page)
    assert set(statuses(session)) == {PENDING}


@pytest.mark.usefixtures("review")
def test_the_keys_are_told_and_can_be_switched_off(
    page: Page, session: Session
) -> None:
    page.goto(QUEUE)

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert not Axe().run(page).response["violations"]
    page.get_by_label("Single keys are on in this browser").press(" ")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.reload()
    page.keyboard.press("a")

    expect(page.locator(".q:not([hidden])")).to_have_count(50)
    expect(page.locator("kbd[data-key]").first).to_be_hidden()
    assert set(statuses(session)) == {PENDING}


@pytest.mark.usefixtures("review")
def test_a_kept_reply_is_put_in_where_it_is_typed(page: Page, session: Session) -> None:
    save(session, CannedReply(name="Thanks", body="Thank you, {name}."))
    page.goto(QUEUE)

    page.keyboard.press("r")
    page.keyboard.type("Hello.")
    page.locator("#q-50").get_by_role("button", name="Insert it").click()

    reply = page.locator("#q-50 textarea")
    expect(reply).to_have_value("Hello.\n\nThank you, No. 49.")
    expect(reply).to_be_focused()

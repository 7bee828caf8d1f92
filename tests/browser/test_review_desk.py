"""The list of reviews and the editor's verdict in a real browser, by keyboard."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.reviews.models import Review
from tests.clients import sign_in
from tests.factories import make_account, make_review

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def owner(session: Session) -> Account:
    return make_account(session)


@pytest.fixture
def reviews(session: Session, owner: Account) -> list[Review]:
    return [make_review(session, author=owner, grade="B") for _ in range(3)]


@pytest.fixture
def page(
    app: Flask, session: Session, chromium: Browser, owner: Account, address: str
) -> Iterator[Page]:
    client = sign_in(app.test_client(), session, owner)
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    context = chromium.new_context(base_url=address)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    page = context.new_page()
    yield page
    context.close()


def assert_accessible(page: Page) -> None:
    results = Axe().run(page)
    assert not results.response["violations"], results.generate_report()


def test_all_of_a_page_are_ticked_and_changed(
    page: Page, session: Session, reviews: list[Review]
) -> None:
    page.goto("/dashboard/reviews/")
    page.get_by_label("Tick all on this page").press("Space")
    page.get_by_label("With those ticked").select_option("add-tag")
    page.get_by_label("Topic, for adding").fill("noir")
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Add the topic “noir” to 3 reviews?"
    )
    page.get_by_role("button", name="Add a topic").press("Enter")

    expect(page.get_by_text("“noir” is now a topic of 3 reviews more.")).to_be_visible()


def test_a_grade_says_how_often_it_was_given_as_it_is_chosen(
    page: Page, reviews: list[Review]
) -> None:
    page.goto(f"/dashboard/reviews/{reviews[0].id}/edit")
    note = page.locator("[data-rarity-note]")
    expect(note).to_have_text("Given 3 times, of 3 graded reviews.")

    page.locator("[name=grade]:checked").press("ArrowLeft")

    expect(note).to_have_text("Never given yet, of 3 graded reviews.")


def test_a_form_that_is_looked_over_is_kept(page: Page, reviews: list[Review]) -> None:
    page.goto(f"/dashboard/reviews/{reviews[0].id}/edit")
    page.locator("#dek").fill("")
    page.get_by_role("button", name="Check", exact=True).press("Enter")

    remark = page.get_by_role("link", name="The dek is empty")
    expect(remark).to_be_visible()
    expect(page.locator("#dek")).to_have_value("")


@pytest.mark.parametrize("where", ["", "{0}/publication", "{0}/edit"])
def test_the_pages_are_accessible(
    page: Page, reviews: list[Review], where: str
) -> None:
    page.goto(f"/dashboard/reviews/{where.format(reviews[0].id)}")

    assert_accessible(page)

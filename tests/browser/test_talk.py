"""The talk under a review in a real browser: where addresses lead, and spoilers."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review
from tests.factories import make_review
from tests.web.test_thread_pages import talk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SPOILED = (
    '<details class="spoiler"><summary>The end</summary><div>They part.</div></details>'
    '<p>And <span class="spoiler-inline" tabindex="0"><span>he dies</span></span>.</p>'
)


@pytest.fixture
def review(session: Session) -> Review:
    review = make_review(session, slug="long", body_html=SPOILED)
    talk(session, review, [None] * 90 + [90] * 30)
    return review


def test_the_address_of_a_comment_on_another_page_leads_there(
    address: str, chromium: Browser, review: Review
) -> None:
    page = chromium.new_page()

    page.goto(f"{address}/reviews/long/#comment-115")

    page.wait_for_url("**/reviews/long/?page=2#comment-115")
    expect(page.locator("#comment-115")).to_be_in_viewport()


def test_without_scripts_it_leads_to_a_link_that_does(
    address: str, chromium: Browser, review: Review
) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()

    page.goto(f"{address}/reviews/long/#comment-115")

    expect(page.locator("#comment-115")).to_be_in_viewport()
    page.locator("#comment-115").click()
    expect(page).to_have_url(f"{address}/reviews/long/?page=2#comment-115")


@pytest.mark.parametrize("scripts", [True, False])
def test_whoever_answers_begins_to_write_at_once(
    address: str, chromium: Browser, review: Review, *, scripts: bool
) -> None:
    page = chromium.new_context(java_script_enabled=scripts).new_page()
    page.goto(f"{address}/reviews/long/")

    page.locator("#comment-5").get_by_role("link", name="Reply").first.click()

    expect(page.get_by_label("Your comment")).to_be_focused()
    expect(page.get_by_text("You are replying to")).to_be_in_viewport()


def test_a_comment_that_is_begun_outlasts_a_journey(
    address: str, chromium: Browser, review: Review
) -> None:
    page = chromium.new_page()
    page.goto(f"{address}/reviews/long/")
    page.get_by_label("Your comment").fill("Half a thought.")
    field = page.get_by_label("Your comment")

    page.locator("#comment-5").get_by_role("link", name="Reply").first.click()
    expect(page.get_by_text("You are replying to")).to_be_visible()
    expect(field).to_have_value("Half a thought.")
    page.goto(f"{address}/reviews/")
    page.goto(f"{address}/reviews/long/")
    expect(field).to_have_value("Half a thought.")

    page.locator("#respond [name=name]").fill("Odile")
    page.get_by_role("button", name="Post comment").click()
    page.wait_for_url("**/reviews/long/**#comment-*")
    expect(field).to_have_value("")
    page.goto(f"{address}/reviews/long/")
    expect(field).to_have_value("")


def test_whoever_has_seen_it_says_so_once(
    address: str, chromium: Browser, review: Review
) -> None:
    page = chromium.new_page()
    page.goto(f"{address}/reviews/long/")
    assert not is_open(page)

    page.get_by_role("button", name="I have seen it").click()
    assert is_open(page)
    page.reload()
    assert is_open(page)
    page.get_by_role("button", name="I have seen it", pressed=True).click()

    assert not is_open(page)
    assert page.context.cookies() == []


def test_without_scripts_no_button_promises_to_open_them(
    address: str, chromium: Browser, review: Review
) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()

    page.goto(f"{address}/reviews/long/")

    expect(page.get_by_text("I have seen it")).to_be_hidden()


def is_open(page: Page) -> bool:
    """Tell whether both kinds of spoilers can be read."""
    block = page.get_by_text("They part.").is_visible()
    line = page.get_by_text("he dies").is_visible()
    assert block == line
    return block

"""The main job as people do it, in a real browser against a real server.

The owner sets the site up, writes and publishes; a reader without an account and
without JavaScript comments; the owner approves; a subscriber's feed has it all.
"""

from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.servers import Server, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "a long walk to the pictures"
BODY = (
    "Nobody defuses anything in *The Small Back Room* (1949), “and yet” — it is\r\n"
    "one of the tensest films about bombs ever made.\r\n\r\n"
    "It was the Archers’ penance after *The Red Shoes* (1948).[^1]\r\n\r\n"
    "[^1]: Not that they felt any.\r\n"
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as server:
        yield server


@pytest.fixture
def author(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(timezone_id="America/New_York")
    yield watched(context)
    context.close()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    yield watched(context)
    context.close()


def test_the_main_job(
    server: Server, author: Page, reader: Page, chromium: Browser
) -> None:
    set_up(author, server)
    its_clock_is_the_owners(author, server)
    publish(author, server)
    comment(reader, server)
    nobody_else_sees_it(chromium, server)
    approve(author, server)

    reader.goto(f"{server.address}/reviews/the-small-back-room-1949/")
    expect(reader.get_by_text("The bottle is the best actor in it.")).to_be_visible()
    expect(reader.get_by_text("Only you can see it")).to_have_count(0)
    feed_has_the_review(server)


def set_up(page: Page, server: Server) -> None:
    page.goto(server.setup_link())
    page.locator("[name=username]").fill("ada")
    page.locator("[name=email]").fill("ada@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=site_title]").fill("Row K")
    page.locator("main form button").last.click()
    expect(page).to_have_url(f"{server.address}/dashboard/")


def its_clock_is_the_owners(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/dashboard/settings/")
    expect(page.locator("[name=time_zone]")).to_have_value("America/New_York")


def publish(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/dashboard/reviews/new")
    page.locator("[name=film_title]").fill("The Small Back Room")
    page.locator("[name=release_year]").fill("1949")
    page.locator("[name=directors]").fill("Michael Powell, Emeric Pressburger")
    page.locator("[name=cast]").fill(
        "David Farrar as Sammy Rice\nKathleen Byron as Susan\nJack Hawkins\n"
        "Leslie Banks\nMichael Gough"
    )
    page.locator("[name=runtime_minutes]").fill("106")
    page.locator("[name=grade][value='B+']").check(force=True)
    page.locator("[name=body]").fill(BODY)
    page.locator("button[name=action][value=publish]").first.click()
    # The form is sent by the script, which saves what is typed first.
    expect(page.locator(".state--good")).to_have_text("Published")
    page.goto(f"{server.address}/reviews/the-small-back-room-1949/")
    for fact in ("Michael Powell", "Kathleen Byron", "Susan", "Michael Gough"):
        expect(page.locator("main").get_by_text(fact).first).to_be_visible()
    expect(page.locator(".verdict .grade")).to_contain_text("B+")
    expect(page.locator(".credits")).to_contain_text("1 Hr. 46 Mins.")
    expect(page.locator(".prose .opening")).to_contain_text("“and yet” —")


def comment(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/reviews/the-small-back-room-1949/")
    page.locator("#respond [name=body]").fill("The bottle is the best actor in it.")
    page.locator("#respond [name=name]").fill("Odile")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("The bottle is the best actor in it.")).to_be_visible()
    expect(page.get_by_text("Only you can see it")).to_be_visible()
    assert "#comment-" in page.url


def nobody_else_sees_it(chromium: Browser, server: Server) -> None:
    with chromium.new_context() as stranger:
        page = stranger.new_page()
        page.goto(f"{server.address}/reviews/the-small-back-room-1949/")
        expect(page.get_by_text("The bottle is the best actor")).to_have_count(0)


def approve(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/dashboard/comments/")
    expect(page.get_by_text("The bottle is the best actor in it.")).to_be_visible()
    page.locator(".q button", has_text="Approve").first.click()
    expect(page.get_by_text("The bottle is the best actor in it.")).to_be_hidden()
    expect(page.locator("#queue[data-busy]")).to_have_count(0)


def feed_has_the_review(server: Server) -> None:
    feed = feedparser.parse(server.get("/feed.xml").read())
    [entry] = feed.entries
    assert not feed.bozo
    assert "The Small Back Room" in entry.title
    assert entry.link == f"{server.address}/reviews/the-small-back-room-1949/"
    assert "Not that they felt any." in entry.content[0].value


def watched(context: BrowserContext) -> Page:
    """Open a page that fails the test when the page's own code fails."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script failed: {error}"))
    return page

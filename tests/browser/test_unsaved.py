"""Forms that save only when they are told to: nothing typed into them is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from tests.browser.test_main_job import set_up, watched
from tests.servers import Server, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW_PAGE = "/dashboard/pages/new"
OFFER = "[data-local]"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("unsaved")) as server:
        yield server


@pytest.fixture(scope="module")
def context(server: Server, chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context() as context:
        set_up(context.new_page(), server)
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = watched(context)
    yield page
    page.close()


def warnings_of(page: Page) -> list[str]:
    """Leave all the same whenever a page warns; return what it warned of."""
    warned: list[str] = []

    def leave(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    return warned


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".toast")).to_be_visible()


def test_what_was_typed_and_left_is_offered_again(server: Server, page: Page) -> None:
    warned = warnings_of(page)
    page.goto(server.address + NEW_PAGE)
    page.locator("[name=title]").fill("Masthead")
    page.locator("[name=body]").fill("Who we are.")

    page.get_by_role("link", name="Statistics").click()
    page.wait_for_url("**/stats/")
    page.goto(server.address + NEW_PAGE)
    page.get_by_role("button", name="Put it back").click()

    assert warned == ["beforeunload"]
    expect(page.locator("[name=title]")).to_have_value("Masthead")
    expect(page.locator("[name=body]")).to_have_value("Who we are.")
    expect(page.locator(OFFER)).to_be_hidden()


def test_what_was_saved_is_not(server: Server, page: Page) -> None:
    warned = warnings_of(page)
    page.goto(server.address + NEW_PAGE)
    page.locator("[name=title]").fill("House rules")
    page.locator("[name=body]").fill("Be kind.")
    save(page)

    page.goto(server.address + NEW_PAGE)

    assert warned == []
    expect(page.locator("[name=body]")).to_have_value("")
    expect(page.locator(OFFER)).to_be_hidden()


def test_what_was_refused_is_warned_of_and_offered(server: Server, page: Page) -> None:
    warned = warnings_of(page)
    page.goto(server.address + NEW_PAGE)
    page.locator("[name=title]").fill("Reviews")
    page.locator("[name=slug]").fill("reviews")
    page.locator("[name=body]").fill("At an address that is taken.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".refusals")).to_be_visible()

    page.get_by_role("link", name="Statistics").click()
    page.wait_for_url("**/stats/")
    page.goto(server.address + NEW_PAGE)

    assert warned == ["beforeunload"]
    expect(page.locator(OFFER)).to_be_visible()
    page.get_by_role("button", name="Throw it away").click()
    page.reload()
    expect(page.locator(OFFER)).to_be_hidden()


def test_a_button_of_another_form_is_warned_of(server: Server, page: Page) -> None:
    warned = warnings_of(page)
    page.goto(f"{server.address}/dashboard/settings/")
    page.locator("[name=footer]").click()
    page.locator("[name=footer]").fill("Printed on yellow paper, and never saved.")

    with page.expect_event("dialog"):
        page.get_by_role("button", name="Save the sentences").click()
    expect(page.locator(".toast")).to_be_visible()

    assert warned == ["beforeunload"]


def test_what_is_saved_is_not_warned_of(server: Server, page: Page) -> None:
    warned = warnings_of(page)
    page.goto(f"{server.address}/dashboard/settings/")
    page.locator("[name=footer]").click()
    page.locator("[name=footer]").fill("Printed on silver paper.")

    page.get_by_role("button", name="Save the settings").first.click()
    expect(page.locator(".toast")).to_be_visible()

    assert warned == []


def test_whoever_leaves_a_list_is_warned(server: Server, page: Page) -> None:
    warned = warnings_of(page)
    page.goto(f"{server.address}/dashboard/lists/")
    page.locator("[name=title]").fill("The best of 1967")
    page.locator("main form button").first.click()
    page.locator("[name=intro]").fill("In no order.")

    page.goto(f"{server.address}/dashboard/")

    assert warned == ["beforeunload"]

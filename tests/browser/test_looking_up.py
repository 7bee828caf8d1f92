"""Looking a film up and ordering its cast in a real browser, by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_main_job import set_up, watched
from tests.servers import Server, serving
from tests.works.catalogues import playing

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW = "/dashboard/reviews/new"
SAVED = "[data-saved][data-state=saved]"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("look-up")
    with playing() as played:
        settings = {"OUTGOING_TEST_PORT": str(played.port)}
        with serving(folder, settings=settings) as server:
            yield server


@pytest.fixture(scope="module")
def page(server: Server, chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = watched(context)
        set_up(page, server)
        yield page


def cast_of(page: Page) -> list[str]:
    return page.locator("[name=cast]").input_value().split("\n")


def test_a_film_is_found_and_filled_in_by_keyboard(
    page: Page, server: Server, tmp_path: Path
) -> None:
    page.goto(server.address + NEW)
    title = page.get_by_role("combobox", name="Film title")
    title.press_sequentially("playt", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("PlayTime (1967), Jacques Tati")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(title).to_have_attribute("aria-activedescendant", "look-up-0")
    page.keyboard.press("Enter")

    panel = page.get_by_role("group", name="Looking the film up")
    expect(panel).to_be_focused()
    expect(panel.get_by_role("checkbox", name="Directors")).to_be_checked()
    assert not Axe().run(page, context="[data-look-up]").response["violations"]
    panel.get_by_role("checkbox", name="Countries").uncheck()
    panel.get_by_role("button", name="Fill these").press("Enter")

    expect(page.locator("[data-look-panel]")).to_contain_text("Filled in: Year")
    expect(page.locator("[name=directors]")).to_have_value("Jacques Tati")
    expect(page.locator("[name=countries]")).to_have_value("")
    expect(title).to_have_value("PlayTime")
    expect(page.locator(SAVED)).to_be_visible()


def test_what_stands_in_the_form_is_left_alone(page: Page, server: Server) -> None:
    page.goto(server.address + NEW)
    page.locator("[name=directors]").fill("Me")
    page.locator("[name=film_title]").fill("playtime")
    page.get_by_role("button", name="Look up").click()
    page.get_by_role("radio", name="1967 film").check()
    page.get_by_role("button", name="Show what it would fill").click()
    page.get_by_role("button", name="Fill these").click()

    expect(page.locator("[name=release_year]")).to_have_value("1967")
    expect(page.locator("[name=directors]")).to_have_value("Me")
    expect(page.locator("[name=film_title]")).to_have_value("playtime")


def test_escape_leaves_what_was_typed(page: Page, server: Server) -> None:
    page.goto(server.address + NEW)
    title = page.locator("[name=film_title]")
    title.press_sequentially("playt", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(title).to_have_value("playt")


def test_the_cast_is_put_in_order_by_keyboard_and_by_dragging(
    page: Page, server: Server
) -> None:
    page.goto(server.address + NEW)
    cast = page.locator("[name=cast]")
    cast.fill("One as A\nTwo\nThree")
    cast.press("Alt+ArrowUp")
    assert cast_of(page) == ["One as A", "Three", "Two"]

    page.get_by_role("button", name="Put in order").click()
    rows = page.get_by_role("list", name="Cast in order").get_by_role("listitem")
    rows.nth(0).get_by_role("button", name="Move down One as A").press("Enter")
    assert cast_of(page) == ["Three", "One as A", "Two"]
    page.keyboard.press("Alt+ArrowDown")
    assert cast_of(page) == ["Three", "Two", "One as A"]

    rows.nth(2).locator("[data-name]").drag_to(
        rows.nth(0), target_position={"x": 40, "y": 2}
    )
    assert cast_of(page) == ["One as A", "Three", "Two"]
    page.get_by_role("button", name="Edit as text").click()
    expect(cast).to_be_visible()
    expect(page.locator(SAVED)).to_be_visible()

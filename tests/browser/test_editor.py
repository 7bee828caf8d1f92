"""The editor in a real browser: whatever breaks meanwhile, no word is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.test_main_job import PASSWORD, set_up, watched
from tests.servers import Server, free_port, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW = "/dashboard/reviews/new"
SAVED = "[data-saved][data-state=saved]"
FAILED = "[data-saved][data-state=failed]"
SECONDS = 1_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("editor")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder) as server:
        yield server


@pytest.fixture(scope="module")
def signed_in(server: Server, chromium: Browser) -> Any:
    with chromium.new_context() as context:
        set_up(context.new_page(), server)
        return context.storage_state()


@pytest.fixture
def context(
    server: Server, chromium: Browser, signed_in: Any
) -> Iterator[BrowserContext]:
    with chromium.new_context(
        storage_state=signed_in, viewport={"width": 1280, "height": 900}
    ) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return watched(context)


def begin(page: Page, server: Server, title: str, body: str) -> str:
    """Type a new review, wait until it has saved itself, and return its address."""
    page.goto(server.address + NEW)
    page.locator("[name=film_title]").fill(title)
    body_of(page).click()
    page.keyboard.insert_text(body)
    expect(page.locator(SAVED)).to_be_attached()
    return page.url


def body_of(page: Page) -> Any:
    return page.locator("[name=body]")


def test_the_page_is_called_by_what_is_being_written(
    page: Page, server: Server
) -> None:
    page.goto(server.address + NEW)
    # The preview has one, too.
    heading = page.locator(".edit-bar").get_by_role("heading", level=1)
    expect(heading).to_have_text("New review")

    page.locator("[name=film_title]").fill("Down by Law")

    expect(heading).to_have_text("Down by Law")
    expect(page).to_have_title(re.compile("^Down by Law: .* desk$"))


def type_on(page: Page, text: str) -> None:
    body_of(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def test_a_server_that_dies_and_comes_back_has_every_word(
    tmp_path: Path, chromium: Browser
) -> None:
    port = free_port()
    with chromium.new_context() as context:
        page = watched(context)
        with serving(tmp_path, port=port) as server:
            set_up(page, server)
            address = begin(page, server, "Rush", "Typed while it was there.")
        type_on(page, " Typed while it was away.")
        expect(page.locator(FAILED)).to_contain_text("kept in this browser")
        type_on(page, " And on.")
        with serving(tmp_path, port=port):
            expect(page.locator(SAVED)).to_be_attached(timeout=40 * SECONDS)
            page.goto(address)
            expect(body_of(page)).to_have_value(
                "Typed while it was there. Typed while it was away. And on."
            )


def test_text_of_a_closed_page_is_offered_and_put_back(
    server: Server, context: BrowserContext, page: Page
) -> None:
    address = begin(page, server, "Out of the Past", "Saved.")
    context.set_offline(True)
    type_on(page, " Never saved.")
    expect(page.locator(FAILED)).to_be_attached()
    page.close()
    context.set_offline(False)

    again = watched(context)
    again.goto(address)
    expect(body_of(again)).to_have_value("Saved.")
    again.get_by_role("button", name="Put it back").click()

    expect(body_of(again)).to_have_value("Saved. Never saved.")
    expect(again.locator(SAVED)).to_be_attached()
    again.reload()
    expect(body_of(again)).to_have_value("Saved. Never saved.")
    expect(again.locator("[data-local]")).to_be_hidden()


def test_an_ended_session_asks_for_the_password_in_place(
    server: Server, context: BrowserContext, page: Page
) -> None:
    address = begin(page, server, "Gilda", "Before the session ended.")
    context.clear_cookies()
    type_on(page, " After it.")

    door = page.get_by_role("dialog", name="You are not signed in any more")
    door.get_by_label("Password").fill("wrong")
    door.get_by_role("button", name="Sign in and save").click()
    expect(door.get_by_role("alert")).to_contain_text("wrong")
    door.get_by_label("Password").fill(PASSWORD)
    door.get_by_role("button", name="Sign in and save").click()

    expect(page.locator(SAVED)).to_be_attached()
    page.locator("button[name=action][value=publish]").first.click()
    expect(page.get_by_text("Published: readers see it now.")).to_be_visible()
    page.goto(address)
    expect(body_of(page)).to_have_value("Before the session ended. After it.")


def test_two_tabs_with_the_same_text_are_shown_both_and_keep_both(
    server: Server, context: BrowserContext, page: Page
) -> None:
    address = begin(page, server, "Detour", "The same for both.")
    other = watched(context)
    other.goto(address)
    type_on(other, " Nightfall.")
    expect(other.locator(SAVED)).to_be_attached()

    type_on(page, " Daybreak.")
    conflict = page.locator("[data-conflict]")
    expect(conflict).to_contain_text("Nightfall.")
    expect(body_of(page)).to_have_value("The same for both. Daybreak.")

    page.get_by_role("button", name="Keep mine").click()
    expect(conflict).to_be_hidden()
    page.goto(address)
    expect(body_of(page)).to_have_value("The same for both. Daybreak.")
    page.goto(address.replace("/edit", "/history"))
    theirs = page.locator(".revisions li", has_text="Saved by itself")
    theirs.get_by_role("link", name="Changes").first.click()
    expect(page.locator("ins", has_text="Nightfall.")).to_be_visible()


def test_nobody_is_warned_of_their_own_saves(server: Server, page: Page) -> None:
    begin(page, server, "The Big Combo", "One.")
    for word in ("Two.", "Three.", "Four."):
        type_on(page, f" {word}")
        page.keyboard.press("Control+s")
    expect(page.locator(SAVED)).to_be_attached()
    expect(page.locator("[data-conflict]")).to_be_hidden()

    page.locator("button[name=action][value=publish]").first.click()
    expect(page.locator(".state--good")).to_have_text("Published")
    type_on(page, " Five.")
    expect(page.locator(SAVED)).to_be_attached()
    page.get_by_role("button", name="Update").click()
    expect(page.get_by_text("Saved: readers see it like this now.")).to_be_visible()


def test_what_is_saved_while_typing_goes_on_being_called_saved(
    server: Server, page: Page
) -> None:
    begin(page, server, "The Big Heat", "One.")
    type_on(page, " Two.")
    page.keyboard.press("Control+s")
    expect(page.locator(SAVED)).to_be_attached()

    # Longer than the pause after which the text is looked at again.
    page.wait_for_timeout(500)

    expect(page.locator(SAVED)).to_be_attached(timeout=1)


def test_marks_are_made_by_keyboard_and_undone(server: Server, page: Page) -> None:
    begin(page, server, "Laura", "word")
    for keys, marked in (
        ("Control+b", "**word**"),
        ("Control+i", "*word*"),
        ("Control+Alt+h", ">!word!<"),
        ("Control+Shift+Period", "> word"),
        ("Control+Alt+2", "## word"),
        ("Control+Alt+f", "word[^1]\n\n[^1]: "),
    ):
        page.keyboard.press("Control+End")
        page.keyboard.press("Control+Shift+ArrowLeft")
        page.keyboard.press(keys)
        expect(body_of(page)).to_have_value(marked)
        page.keyboard.press("Control+z")
        if keys.endswith("f"):
            page.keyboard.press("Control+z")
        expect(body_of(page)).to_have_value("word")


def test_formatted_text_becomes_markdown(server: Server, page: Page) -> None:
    page.goto(server.address + NEW)
    body_of(page).focus()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", `<meta><b style="font-weight:normal"><h1>Noir</h1>
            <p>A <i>good</i> film, <a href="https://example.org/a(b)">they say</a>:</p>
            <ul><li>dark</li><li><b>darker</b></li></ul>
            <blockquote><p>Forget it.</p></blockquote><script>alert(1)</script></b>`);
          data.setData("text/plain", "plain");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {
              clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(body_of(page)).to_have_value(
        "## Noir\n\nA *good* film, [they say](https://example.org/a%28b%29):\n\n"
        "- dark\n- **darker**\n\n> Forget it."
    )


def test_the_preview_is_what_readers_will_see(server: Server, page: Page) -> None:
    link = "[they say](https://example.org/a-long-way)"
    begin(page, server, "Out of Sight", f"A *fine* film, {link}.[^1]\n\n[^1]: Truly.")

    expect(page.locator("[data-count]")).to_contain_text("5 words.")
    preview = page.locator("[data-preview-pane]")
    expect(preview.locator(".prose em")).to_have_text("fine")
    expect(preview.get_by_text("Truly.")).to_be_visible()
    page.keyboard.press("Control+Alt+p")
    expect(body_of(page)).to_be_hidden()
    page.get_by_role("button", name="Off").click()
    expect(preview).to_be_hidden()


def test_the_preview_comes_back_with_the_server(server: Server, page: Page) -> None:
    begin(page, server, "Out of Sight", "A fine film.")
    note = page.locator("[data-preview-note]")
    page.route("**/preview", lambda route: route.abort())
    type_on(page, " Truly.")
    expect(note).to_have_text("The preview waits for the server.")

    page.unroute("**/preview")

    expect(page.locator("[data-preview-pane] .prose")).to_contain_text("Truly.")
    expect(note).to_be_hidden()


def test_what_is_typed_before_the_scripts_are_there_is_saved(
    server: Server, context: BrowserContext, page: Page
) -> None:
    address = begin(page, server, "The Big Sleep", "Rain.")
    slow = watched(context)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    slow.route("**/editor/saver*.js", hold)

    with slow.expect_request("**/editor/saver*.js"):
        slow.goto(address, wait_until="commit")
    type_on(slow, " Orchids.")
    expect(body_of(slow)).to_have_value("Rain. Orchids.")
    for route in held:
        route.continue_()
    expect(slow.locator(SAVED)).to_be_attached()

    again = watched(context)
    again.goto(address)
    expect(body_of(again)).to_have_value("Rain. Orchids.")


def test_a_review_that_is_only_opened_is_not_saved(
    server: Server, context: BrowserContext, page: Page
) -> None:
    address = begin(page, server, "The Long Goodbye", "Cats.")
    other = watched(context)
    sent: list[str] = []
    other.on("request", lambda request: sent.append(f"{request.method} {request.url}"))

    other.goto(address)
    body_of(other).focus()
    other.wait_for_timeout(2_000)

    posted = [each for each in sent if each.startswith("POST")]
    assert [each for each in posted if not each.endswith("/preview")] == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_editor_shuts_nobody_out(
    server: Server, chromium: Browser, signed_in: Any, theme: Any, width: int
) -> None:
    with chromium.new_context(
        storage_state=signed_in,
        color_scheme=theme,
        viewport={"width": width, "height": 900},
    ) as context:
        page = watched(context)
        address = begin(page, server, "Shadow of a Doubt", "A >!hidden!< *film*.")
        page.locator("button[name=action][value=publish]").first.click()
        # What is typed before the form has gone is published with it.
        expect(page.locator(".state--good")).to_have_text("Published")
        type_on(page, " More.")
        expect(page.locator(SAVED)).to_be_attached()
        history = address.replace("/edit", "/history")
        found = {"typing": violations(page)}
        page.keyboard.press("Control+Slash")
        found["help"] = violations(page)
        for path in (address, history):
            page.goto(path)
            found[path] = violations(page)
            assert not page.evaluate(
                "document.documentElement.scrollWidth > innerWidth"
            )
        page.get_by_role("link", name="Changes").first.click()
        found["changes"] = violations(page)

        assert {place: list(ids) for place, ids in found.items() if ids} == {}


def violations(page: Page) -> dict[str, Any]:
    found = Axe().run(page).response["violations"]
    return {one["id"]: one["nodes"] for one in found}


def test_the_editor_is_light(
    server: Server, chromium: Browser, signed_in: Any, page: Page
) -> None:
    begin(page, server, "Pickup on South Street", "A *film* of faces. " * 300)
    address = page.url
    with chromium.new_context(storage_state=signed_in) as context:
        again = context.new_page()
        requests: list[Any] = []
        again.on("requestfinished", lambda one: requests.append(one.sizes()))
        again.goto(address, wait_until="networkidle")

    weight = sum(size["responseBodySize"] for size in requests)
    assert weight < 150_000

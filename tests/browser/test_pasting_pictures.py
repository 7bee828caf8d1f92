"""A review with a pasted picture is written and published by keyboard alone."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.media.pictures import picture
from tests.servers import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Chromium has no clipboard without a screen: the event is what it would send.
PASTE = """(area, file) => {
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "still.png", { type: "image/png" }));
  area.dispatchEvent(new ClipboardEvent("paste",
    { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_a_pasted_picture_is_described_and_published_by_keyboard(
    chromium: Browser, tmp_path: Path
) -> None:
    with serving(tmp_path) as server, chromium.new_context() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script failed: {error}"))
        set_up(page, server.setup_link())
        page.goto(f"{server.address}/dashboard/reviews/new")
        page.locator("[name=film_title]").focus()
        page.keyboard.type("Playtime")
        page.locator("[name=body]").focus()
        page.keyboard.type("A city of glass.")

        file = base64.b64encode(picture((900, 600))).decode()
        page.locator("[name=body]").evaluate(PASTE, file)
        expect(page.get_by_text("Say in the brackets")).to_be_visible()
        page.keyboard.type("A glass door")
        page.locator("button[value=publish]").first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Published: readers see it now")).to_be_visible()

        page.goto(f"{server.address}/reviews/playtime/")
        image = page.get_by_alt_text("A glass door")
        expect(image).to_be_visible()
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)")


def set_up(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("[name=username]").fill("ada")
    page.locator("[name=email]").fill("ada@example.org")
    page.locator("[name=password]").fill("a long walk to the pictures")
    page.locator("[name=site_title]").fill("Row K")
    page.locator("main form button").last.click()
    page.wait_for_url("**/dashboard/")

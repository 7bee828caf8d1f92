"""From key to paint in a long review: ``python -m tests.benchmarks.keystrokes``."""

import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.test_main_job import set_up
from tests.servers import serving

WORDS = 5_000
KEYS = 200
WANTED_MS = 50.0

# The key event carries the time at which the browser got it; the second frame after
# it begins when the first, with the letter in it, has been painted.
WATCH = """() => {
  window.painted = [];
  document.addEventListener("keydown", (event) => {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.painted.push(performance.now() - event.timeStamp);
    }));
  }, true);
}"""


def main() -> None:
    """Type into a long review while it is saved and previewed, and say how it was."""
    with (
        tempfile.TemporaryDirectory(prefix="reviewblog-keys-") as folder,
        serving(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(ARGUMENTS)
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        set_up(page, server)
        times = type_into(page, server.address)
    median = statistics.median(times)
    worst = statistics.quantiles(times, n=20)[-1]
    print(
        f"{len(times)} keys in {WORDS:,} words: median {median:.1f} ms from key to "
        f"paint (wanted under {WANTED_MS:.0f}), 95 of 100 under {worst:.1f} ms"
    )


def type_into(page: Page, address: str) -> list[float]:
    """Type at the pace of a fast typist; return milliseconds for each key."""
    page.goto(f"{address}/dashboard/reviews/new")
    page.locator("[name=film_title]").fill("Rush")
    paragraph = "It is a *film* about what people do at work. " * 10
    text = "\n\n".join([paragraph] * (WORDS // len(paragraph.split())))
    page.locator("[name=body]").fill(text)
    page.locator("[data-saved][data-state=saved]").wait_for(state="attached")
    page.locator("[name=body]").focus()
    page.keyboard.press("Control+End")
    page.evaluate(WATCH)
    for number in range(KEYS):
        page.keyboard.press("abcde "[number % 6])
        page.wait_for_timeout(60)
    found: list[Any] = page.evaluate("window.painted")
    return [float(each) for each in found]


if __name__ == "__main__":
    main()

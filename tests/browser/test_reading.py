"""The reading site in a real browser: for everybody, by any light, and quickly."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from reviewblog.text.titles import name_length, title_length
from tests.browser.access import flaws_of
from tests.servers import Server, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG_REVIEW = "/reviews/rush-1991/"
PAGES = (
    "/",
    "/?page=2",
    LONG_REVIEW,
    "/reviews/dr-strangelove-or-how-i-learned-to-stop-worrying-and-love-the-bomb-1964/",
    "/reviews/johnny-guitar-1954-2/",
    "/reviews/",
    "/reviews/?grade=A&decade=1960s&sort=grade",
    "/reviews/?year=1801",
    "/people/",
    "/people/wong-kar-wai/",
    "/works/",
    "/works/johnny-guitar-1954/",
    "/tags/",
    "/tags/crime/",
    "/grades/",
    "/grades/changed/",
    "/subscribe/",
    "/about/",
    "/search?q=glass",
    "/login",
    "/no-such-page",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("demo"), "demo") as server:
        yield server


def opened(browser: Browser, **options: Any) -> Page:
    page: Page = browser.new_context(**options).new_page()
    return page


def screen(browser: Browser, theme: str, width: int) -> Page:
    viewport = {"width": width, "height": 900}
    return opened(browser, viewport=viewport, color_scheme=theme)


def test_no_page_shuts_anybody_out(demo: Server, chromium: Browser) -> None:
    page = opened(chromium)
    flaws = {}

    for path in PAGES:
        page.goto(demo.address + path)
        flaws[path] = flaws_of(page)

    assert {path: found for path, found in flaws.items() if found} == {}


def test_no_page_scrolls_sideways_on_the_smallest_phone(
    demo: Server, chromium: Browser
) -> None:
    page = screen(chromium, "light", 320)

    for path in PAGES:
        page.goto(demo.address + path)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, path


def test_the_longest_credit_of_a_picture_stays_on_a_phone(
    demo: Server, chromium: Browser
) -> None:
    page = screen(chromium, "light", 320)
    page.goto(demo.address + LONG_REVIEW)

    page.locator(".prose").evaluate(
        """(text) => text.insertAdjacentHTML("afterbegin", `
          <figure class="still"><figcaption>A coat. <span class="credit">
            Compagnie industrielle et commerciale cinématographique
          </span></figcaption></figure>`)"""
    )

    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("what", [".entry__title a", ".dek", "td.t a", "h1"])
def test_a_word_without_an_end_stays_on_a_phone(
    demo: Server, chromium: Browser, what: str
) -> None:
    page = screen(chromium, "light", 320)
    for path in ("/", "/reviews/", "/people/wong-kar-wai/", "/subscribe/", LONG_REVIEW):
        page.goto(demo.address + path)

        for place in page.locator(f"main {what}").all():
            place.evaluate("(place) => { place.textContent = 'x'.repeat(300) }")

        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, path


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (844, 390)])
def test_an_upright_picture_fits_the_screen_in_its_own_ratio(
    demo: Server, chromium: Browser, width: int, height: int
) -> None:
    page = opened(chromium, viewport={"width": width, "height": height})
    page.goto(demo.address + LONG_REVIEW)

    box = page.locator(".prose").evaluate(
        """(text) => {
          text.insertAdjacentHTML("afterbegin", `
            <figure class="still">
              <img alt="" width="1000" height="1500" data-tone="r2g3b4">
            </figure>`);
          return text.querySelector("img").getBoundingClientRect().toJSON();
        }"""
    )

    assert 0.8 * height < box["height"] < height
    assert box["height"] / box["width"] == pytest.approx(1.5, rel=0.01)


def test_no_page_scrolls_sideways_at_twice_the_size(
    demo: Server, chromium: Browser
) -> None:
    # What 200 % of a screen of 1280 pixels leaves (WCAG 2.2, 1.4.4 and 1.4.10).
    viewport = {"width": 640, "height": 450}
    page = opened(chromium, viewport=viewport, device_scale_factor=2)

    for path in PAGES:
        page.goto(demo.address + path)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, path


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize(
    "name",
    [
        "MOWER",
        "WWWWW",
        "FILMBLOG",
        "Moviegoer",
        "Cinema Notes & Sons",
        "Lichtspieltagebuch",
        "Notes of a Gentleman Who Fell Asleep in the Stalls",
    ],
)
def test_no_name_of_a_site_pushes_its_menu_off_a_phone(
    demo: Server, chromium: Browser, name: str, width: int
) -> None:
    page = screen(chromium, "light", width)
    put = "([name, length]) => { const mark = document.querySelector('.wordmark');"
    put += "mark.textContent = name; mark.dataset.len = length }"

    for path in ("/people/", "/login", "/"):
        page.goto(demo.address + path)
        measure = name_length if path == "/" else title_length
        page.evaluate(put, [name, measure(name)])

        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, path


def test_a_first_visit_to_a_long_review_is_light(
    demo: Server, chromium: Browser
) -> None:
    page = screen(chromium, "light", 1280)
    sizes = transfers(page)

    page.goto(demo.address + LONG_REVIEW, wait_until="networkidle")

    assert len(sizes) <= 8, sizes
    assert sum(sizes.values()) <= 120_000, sizes
    text = [size for url, size in sizes.items() if not url.endswith((".svg", ".woff2"))]
    assert sum(text) <= 40_000, sizes
    assert all(url.startswith(demo.address) for url in sizes), sizes


def transfers(page: Page) -> dict[str, int]:
    """Collect what comes over the wire, by address without its hash."""
    sizes: dict[str, int] = {}
    addresses: dict[str, str] = {}
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")

    def begin(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["response"]["url"].partition("?")[0]

    def end(event: dict[str, Any]) -> None:
        sizes[addresses[event["requestId"]]] = event["encodedDataLength"]

    network.on("Network.responseReceived", begin)
    network.on("Network.loadingFinished", end)
    return sizes


def test_a_review_does_not_move_while_it_loads(demo: Server, chromium: Browser) -> None:
    page = screen(chromium, "light", 1280)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of"
        " list.getEntries()) window.shift += entry.value; })"
        ".observe({type: 'layout-shift', buffered: true})"
    )

    page.goto(demo.address + LONG_REVIEW, wait_until="networkidle")

    assert page.evaluate("window.shift") < 0.01


@pytest.mark.parametrize("has_script", [True, False])
def test_the_lights_go_down_and_stay_down(
    demo: Server, chromium: Browser, *, has_script: bool
) -> None:
    page = opened(chromium, java_script_enabled=has_script, color_scheme="light")
    page.goto(demo.address + LONG_REVIEW)

    page.get_by_role("button", name="Lights Down").click()

    dark = page.get_by_role("button", name="Lights Down")
    expect(dark).to_have_attribute("aria-pressed", "true")
    page.goto(f"{demo.address}/reviews/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(dark).to_have_attribute("aria-pressed", "true")


def test_the_archive_is_narrowed_without_script(
    demo: Server, chromium: Browser
) -> None:
    page = opened(chromium, java_script_enabled=False)
    page.goto(f"{demo.address}/reviews/")

    page.get_by_label("Director").select_option("wong-kar-wai")
    page.get_by_role("button", name="Show").click()

    expect(page.locator("td.t a")).to_have_text(
        ["In the Mood for Love", "Chungking Express", "Chungking Express"]
    )


def test_a_page_is_read_by_keyboard(demo: Server, chromium: Browser) -> None:
    page = opened(chromium)
    page.goto(demo.address + LONG_REVIEW)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.locator("main :focus")).to_have_count(1)


def test_a_spoiler_shows_when_it_has_the_focus(demo: Server, chromium: Browser) -> None:
    page = opened(chromium)
    page.goto(demo.address + LONG_REVIEW)
    hidden = page.locator(".prose .spoiler-inline").first

    expect(hidden.locator("span")).to_be_hidden()
    hidden.focus()

    expect(hidden.locator("span")).to_be_visible()


def test_no_page_is_refused_anything_by_the_policy(
    demo: Server, chromium: Browser
) -> None:
    page = screen(chromium, "light", 1280)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    for path in PAGES[:-1]:
        page.goto(demo.address + path, wait_until="load")

    assert complaints == []

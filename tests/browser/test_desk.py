"""The desk in a real browser: every page of its menu is open to everybody."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.access import flaws_of
from tests.servers import Server, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MENU = "[...document.querySelectorAll('.desk-nav a, .desk-menu a, header a')]"
# Of the pages that a list leads to, one of each sort: numbers make no difference.
ROWS = "[...document.querySelectorAll('main a')]"
# Tables to download are no pages.
PATHS = (
    ".map(a => a.getAttribute('href'))"
    ".filter(h => h.startsWith('/dashboard/') && !h.includes('.csv'))"
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("demo"), "demo") as server:
        yield server


@pytest.fixture
def desk(demo: Server, chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        page = context.new_page()
        sign_in(page, demo)
        yield page


def sign_in(page: Page, demo: Server) -> None:
    """Sign in as the demo's owner, with the password that it printed."""
    said = demo.log.read_text()
    found = re.search(r"username: (\S+)\s+password: (\S+)", said)
    assert found, said
    page.goto(f"{demo.address}/login")
    page.locator("[name=username]").fill(found[1])
    page.locator("[name=password]").fill(found[2])
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/dashboard/")
    # What a sample site has none of.
    write(page, demo, "lists/", title="The best of 1967")
    write(page, demo, "redirects/", path="/2012/05/rush.html", target="/reviews/")
    write(page, demo, "users/", email="jane@example.org")
    write(page, demo, "pages/new", title="House rules", body="[Gone](/reviews/gone/)")


def write(page: Page, demo: Server, where: str, **typed: str) -> None:
    """Send a form of the desk, from the page where it is shown."""
    page.goto(f"{demo.address}/dashboard/{where}")
    form = page.locator(f"form[action$='/dashboard/{where}'][method=post]").first
    for name, value in typed.items():
        form.locator(f"[name={name}]").fill(value)
    if form.locator("[name=status]").count():
        form.locator("[name=status]").select_option("published")
    form.locator("button.btn--main").first.click()


def shape(path: str) -> str:
    """Name the sort of a page: its address without numbers and query."""
    return re.sub(r"\d+", "1", path.partition("?")[0].partition("#")[0])


def walk(page: Page, demo: Server) -> Iterator[str]:
    """Open every page of the menu, and the first of each sort that they lead to."""
    page.goto(f"{demo.address}/dashboard/")
    waiting = [*page.evaluate(MENU + PATHS), "/account"]
    from_menu, seen = set(waiting), set()
    while waiting:
        path = waiting.pop(0)
        if shape(path) in seen:
            continue
        seen.add(shape(path))
        answer = page.goto(demo.address + path)
        assert answer is not None, path
        assert answer.ok, path
        yield path
        if path in from_menu:
            waiting += page.evaluate(ROWS + PATHS)


def test_no_page_of_the_desk_shuts_anybody_out(demo: Server, desk: Page) -> None:
    flaws = {path: flaws_of(desk) for path in walk(desk, demo)}

    assert {path: found for path, found in flaws.items() if found} == {}
    assert "/dashboard/check/" in flaws
    assert len(flaws) > 20, list(flaws)


def test_a_sample_site_has_nothing_that_is_stopped(desk: Page, demo: Server) -> None:
    desk.goto(f"{demo.address}/dashboard/health/")

    expect(desk.get_by_role("heading", name="Background work")).to_be_visible()
    expect(desk.get_by_text("Stopped")).to_have_count(0)

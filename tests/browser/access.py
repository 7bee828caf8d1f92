"""What axe-core has to say of a page, on the screens that we look at."""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Of the rules of axe only contrast differs between these and their opposites.
WHOLE = {"resultTypes": ["violations"]}
CONTRAST = WHOLE | {"runOnly": ["color-contrast"]}
SCREENS: dict[tuple[Literal["light", "dark"], int], dict[str, Any]] = {
    ("light", 1280): WHOLE,
    ("dark", 1280): CONTRAST,
    ("light", 390): CONTRAST,
    ("dark", 390): WHOLE,
}
# What is folded away is part of the page, too.
OPEN = "document.querySelectorAll('main details').forEach(d => d.open = true)"


def flaws_of(page: Page) -> dict[tuple[str, int, str], Any]:
    """Find what shuts people out of a page that is open, on any of the screens.

    A page that has to be scrolled sideways is one as well.
    """
    flaws: dict[tuple[str, int, str], Any] = {}
    page.evaluate(OPEN)
    for (theme, width), rules in SCREENS.items():
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options=rules).response["violations"]
        flaws |= {(theme, width, one["id"]): one["nodes"] for one in found}
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            flaws[theme, width, "sideways"] = True
    return flaws

"""What axe-core has to say of a page, on the screens that we look at."""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES: dict[str, Any] = {"resultTypes": ["violations"]}
# Colours do not depend on the width, nor do the rest of the rules on the colours.
SCREENS: tuple[tuple[Literal["light", "dark"], int], ...] = (
    ("light", 1280),
    ("dark", 390),
)
# What is folded away is part of the page, too.
OPEN = "document.querySelectorAll('main details').forEach(d => d.open = true)"


def flaws_of(page: Page) -> dict[tuple[str, int, str], Any]:
    """Find what shuts people out of a page that is open, on any of the screens.

    A page that has to be scrolled sideways is one as well.
    """
    flaws: dict[tuple[str, int, str], Any] = {}
    page.evaluate(OPEN)
    for theme, width in SCREENS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options=RULES).response["violations"]
        flaws |= {(theme, width, one["id"]): one["nodes"] for one in found}
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            flaws[theme, width, "sideways"] = True
    return flaws

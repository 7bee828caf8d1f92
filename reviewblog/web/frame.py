"""What stands around every page, drawn once: it changes with the settings and the menu.

The built-in parts wrap themselves, so that one of a theme is drawn each time: it may
look at whatever it likes.
"""

from collections.abc import Hashable

from flask import Flask, request
from jinja2 import Environment, pass_environment
from jinja2.runtime import Macro
from markupsafe import Markup

from reviewblog.text.markup import safe
from reviewblog.web.links import link_to
from reviewblog.web.site import House, current_house, current_menu

# A kilobyte each; there is one for each of our views, and some for each menu entry.
MOST_DRAWN = 1_000
STANDING_PAGE = "public.show_page"


class Frame:
    """The parts of one application's frame, as they are under the present settings."""

    def __init__(self) -> None:
        """Begin with nothing drawn."""
        self._drawn: tuple[House | None, dict[Hashable, Markup]] = None, {}

    @pass_environment
    def draw(
        self, environment: Environment, name: str, *values: Hashable, caller: Macro
    ) -> Markup:
        """Draw what a ``call`` block holds, or remember it.

        The block may look at the site, the menu and these values, and at nothing else.
        Where a theme is broken, another environment draws the page without it.
        """
        house, drawn = self._drawn
        if house is not current_house() or len(drawn) >= MOST_DRAWN:
            house, drawn = self._drawn = current_house(), {}
        around = environment, request.root_path, request.method
        key = name, around, values
        if (known := drawn.get(key)) is None:
            known = drawn[key] = safe(caller())
        return known


def init_app(app: Flask) -> None:
    """Give templates ``frame``, and ``whereabouts`` as what their menus go by."""
    app.jinja_env.globals.update(frame=Frame().draw, whereabouts=whereabouts)


def whereabouts() -> tuple[str | None, str]:
    """Say where a reader is as far as menus tell places apart.

    These are our views; pages that the owner wrote go by their addresses. Any other
    address, of which anybody can think of more, is one place.
    """
    endpoint, path = request.endpoint, request.path
    if endpoint is not None and endpoint != STANDING_PAGE:
        return endpoint, ""
    targets = (link_to(STANDING_PAGE, slug=entry.slug) for entry in current_menu())
    return endpoint, path if path in targets else ""

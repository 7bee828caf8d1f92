"""Parts of pages that are drawn once for the same values: ``once(macro, value)``.

A page is made anew when one of its comments or reviews changes, and nine lines of ten
are as they were. What is remembered goes by all that a macro is given, and by what
macros look at besides: the zone of dates, and where our addresses begin.
"""

from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import Request, request
from jinja2.runtime import Macro
from markupsafe import Markup

from reviewblog.reviews.listing import Listed
from reviewblog.reviews.neighbours import Mention
from reviewblog.text.markup import safe
from reviewblog.web.site import current_site
from reviewblog.web.thread_entries import Face

# Half a kilobyte to two each.
MOST_DRAWN = 1_000
# Values through and through: a row of the database may change and be the same row.
PLAIN = frozenset({Listed, Mention, Face, str, int, bool, type(None)})

Surroundings = tuple[str, str, ZoneInfo]


class Drawer:
    """What one application has drawn lately."""

    def __init__(self) -> None:
        """Begin with nothing; it belongs to this application, not to all of them."""
        self._find = lru_cache(MOST_DRAWN)(self._draw)

    def once(self, macro: Macro, *values: object) -> Markup:
        """Draw a macro of a template, from memory where all its values are plain."""
        if not PLAIN.issuperset(map(type, values)):
            return safe(macro(*values))
        # A look at the context instead of one for each of its attributes.
        asked: Request = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- werkzeug's documented name
        around = asked.root_path, asked.method, current_site().zone
        return self._find(around, macro, *values)

    @staticmethod
    def _draw(_around: Surroundings, macro: Macro, *values: object) -> Markup:
        return safe(macro(*values))

"""The formats every feed is offered in."""

from collections.abc import Callable

from msgspec import Struct

from reviewblog.syndication import atom, jsonfeed, rss
from reviewblog.syndication.browser import BrowserView
from reviewblog.syndication.entries import Channel


class Format(Struct, frozen=True):
    """A format: its name in endpoints, its file name, its type and its writer.

    One that ``holds_pages`` may carry a page for whoever opens it in a browser.
    """

    name: str
    file: str
    mime_type: str
    render: Callable[[Channel, BrowserView | None], bytes]
    holds_pages: bool = True


def _render_json(channel: Channel, _: BrowserView | None) -> bytes:
    return jsonfeed.render(channel)


FORMATS = (
    Format("rss", "feed.xml", rss.MIME_TYPE, rss.render),
    Format("atom", "atom.xml", atom.MIME_TYPE, atom.render),
    Format("json", "feed.json", jsonfeed.MIME_TYPE, _render_json, holds_pages=False),
)

"""A feed that somebody opened in a browser: still the feed, with a page inside.

Browsers no longer show feeds, and XSLT is leaving them, but they style any XML with CSS
and know XHTML wherever it stands. So the document stays a valid feed, whoever gets hold
of it, and carries a page that the stylesheet shows in place of everything else.
"""

from lxml import etree, html
from msgspec import Struct

from reviewblog.syndication.characters import legal
from reviewblog.syndication.documents import add

_ROOT = "<html"
_XHTML_ROOT = '<html xmlns="http://www.w3.org/1999/xhtml"'


class BrowserView(Struct, frozen=True, kw_only=True):
    """A page of HTML, and the stylesheet that shows it alone."""

    page: str
    stylesheet: str


def dress(parent: etree._Element, view: BrowserView) -> None:
    """Put the page into a feed that was given no entries yet."""
    add(parent, "rev:page").append(_as_xhtml(legal(view.page)))
    instruction = f'type="text/css" href="{view.stylesheet}"'
    parent.getroottree().getroot().addprevious(
        etree.ProcessingInstruction("xml-stylesheet", instruction)
    )


def _as_xhtml(page: str) -> etree._Element:
    """Turn HTML into XHTML without prefixes, which some tools take for other names."""
    text = etree.tostring(html.document_fromstring(page), encoding="unicode")
    return etree.fromstring(text.replace(_ROOT, _XHTML_ROOT, 1))

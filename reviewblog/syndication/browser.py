"""A feed that somebody opened in a browser: still the feed, with a page inside.

Browsers no longer show feeds, and XSLT is leaving them, but they style any XML with CSS
and know XHTML wherever it stands. So the document stays a valid feed, whoever gets hold
of it, and carries a page that the stylesheet shows in place of everything else.
"""

from dataclasses import dataclass

from lxml import etree, html

from reviewblog.syndication.characters import legal
from reviewblog.syndication.documents import add


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserView:
    """A page of HTML, and the stylesheet that shows it alone."""

    page: str
    stylesheet: str


def dress(parent: etree._Element, view: BrowserView) -> None:
    """Put the page into a feed that was given no entries yet."""
    page = html.document_fromstring(legal(view.page))
    html.html_to_xhtml(page)
    add(parent, "rev:page").append(page)
    instruction = f'type="text/css" href="{view.stylesheet}"'
    parent.getroottree().getroot().addprevious(
        etree.ProcessingInstruction("xml-stylesheet", instruction)
    )

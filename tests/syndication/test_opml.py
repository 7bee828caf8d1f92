import pytest
from lxml import etree

from reviewblog.syndication import opml
from reviewblog.syndication.opml import Subscription
from tests.syndication.samples import NAUGHTY, NOON


def rendered(text: str) -> etree._Element:
    feed = Subscription(
        title=text,
        description=text,
        home="https://rowk.example/",
        address="https://rowk.example/feed.xml",
    )
    document = opml.render(text, [feed], language="en", created_at=NOON)
    return etree.fromstring(document, etree.XMLParser(recover=False))


def test_opml_says_where_the_feed_is() -> None:
    (outline,) = rendered("Row K").iterfind("body/outline")

    assert dict(outline.attrib) == {
        "type": "rss",
        "version": "RSS2",
        "text": "Row K",
        "title": "Row K",
        "description": "Row K",
        "language": "en",
        "htmlUrl": "https://rowk.example/",
        "xmlUrl": "https://rowk.example/feed.xml",
    }


@pytest.mark.parametrize("text", NAUGHTY)
def test_opml_is_well_formed_whatever_it_holds(text: str) -> None:
    document = rendered(text)

    assert document.findtext("head/title")

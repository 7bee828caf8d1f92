"""OPML 2.0: a list of feeds to subscribe to all at once."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from lxml import etree
from msgspec import Struct

from reviewblog.syndication.documents import add, title_of, to_bytes

MIME_TYPE = "text/x-opml"


class Subscription(Struct, frozen=True, kw_only=True):
    """A feed worth subscribing to."""

    title: str
    description: str
    home: str
    address: str


def render(
    title: str,
    subscriptions: Sequence[Subscription],
    *,
    language: str,
    created_at: datetime,
) -> bytes:
    """Write a list of feeds."""
    opml = etree.Element("opml", version="2.0")
    head = add(opml, "head")
    add(head, "title", title_of(title))
    add(head, "dateCreated", format_datetime(created_at))
    add(head, "docs", "http://opml.org/spec2.opml")
    body = add(opml, "body")
    for each in subscriptions:
        add(
            body,
            "outline",
            type="rss",
            version="RSS2",
            text=title_of(each.title),
            title=title_of(each.title),
            description=each.description,
            language=language,
            htmlUrl=each.home,
            xmlUrl=each.address,
        )
    return to_bytes(opml)

"""RSS 2.0, by the RSS Advisory Board's profile of it."""

import re
from email.utils import format_datetime
from html import escape

from lxml import etree

from reviewblog import __version__
from reviewblog.syndication.browser import BrowserView, dress
from reviewblog.syndication.documents import (
    NAMESPACES,
    add,
    add_extensions,
    name_of,
    rfc3339,
    tags_of,
    title_of,
    to_bytes,
)
from reviewblog.syndication.entries import Channel, Entry

MIME_TYPE = "application/rss+xml"
# The validator's name for the profile: with it, it accepts extensions.
_RULES = "http://www.rssboard.org/rss-specification"

# Programs disagree whether a title is text or HTML. The profile asks for these very
# references, which both camps show as one character.
_PLAIN = re.compile(rb"<(title|category)>[^<]*</\1>")
_REFERENCES = ((b"&amp;", b"&#x26;"), (b"&lt;", b"&#x3C;"))


def render(channel: Channel, view: BrowserView | None = None) -> bytes:
    """Write a feed as RSS."""
    rss = etree.Element("rss", version="2.0", nsmap=NAMESPACES)
    body = etree.SubElement(rss, "channel")
    _describe(body, channel)
    if view:
        dress(body, view)
    for entry in channel.entries:
        _add_item(body, entry)
    return _PLAIN.sub(_with_references, to_bytes(rss))


def _describe(body: etree._Element, channel: Channel) -> None:
    add(body, "title", title_of(channel.title))
    add(body, "link", channel.home)
    add(body, "description", channel.description)
    add(body, "language", channel.language)
    add(body, "lastBuildDate", format_datetime(channel.updated_at))
    add(body, "generator", f"reviewblog {__version__}")
    add(body, "docs", _RULES)
    for rel, address in channel.links.items():
        add(body, "atom:link", rel=rel, type=MIME_TYPE, href=address)
    if channel.hub:
        add(body, "atom:link", rel="hub", href=channel.hub)
    if channel.is_archive:
        add(body, "fh:archive")


def _add_item(body: etree._Element, entry: Entry) -> None:
    item = add(body, "item")
    add(item, "title", title_of(entry.title))
    add(item, "link", entry.address)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published_at))
    add(item, "atom:updated", rfc3339(entry.updated_at))
    add(item, "dc:creator", name_of(entry.author))
    for tag in tags_of(entry):
        add(item, "category", tag)
    if entry.discussion:
        add(item, "comments", entry.discussion.address)
        add(item, "slash:comments", str(entry.discussion.count))
        add(item, "wfw:commentRss", entry.discussion.rss)
    for original in entry.originals:
        add(item, "thr:in-reply-to", ref=original.id, href=original.address)
    # A description is HTML, and profile and readers want it before the content.
    add(item, "description", escape(entry.summary, quote=False))
    if entry.content:
        add(item, "content:encoded", entry.content)
    add_extensions(item, entry)


def _with_references(element: re.Match[bytes]) -> bytes:
    text = element.group()
    for named, numbered in _REFERENCES:
        text = text.replace(named, numbered)
    return text

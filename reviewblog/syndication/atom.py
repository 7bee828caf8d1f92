"""Atom 1.0 (RFC 4287), with threads (RFC 4685)."""

from lxml import etree

from reviewblog import __version__
from reviewblog.syndication.browser import BrowserView, dress
from reviewblog.syndication.documents import (
    ATOM,
    NAMESPACES,
    add,
    add_extensions,
    name_of,
    rfc3339,
    tags_of,
    title_of,
    to_bytes,
)
from reviewblog.syndication.entries import Channel, Discussion, Entry
from reviewblog.syndication.identifiers import as_iri

MIME_TYPE = "application/atom+xml"
_PREFIXES: dict[str | None, str] = {
    None if uri == ATOM else prefix: uri for prefix, uri in NAMESPACES.items()
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_COUNT = f"{{{NAMESPACES['thr']}}}count"


def render(channel: Channel, view: BrowserView | None = None) -> bytes:
    """Write a feed as Atom."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap=_PREFIXES)
    feed.set(_LANGUAGE, channel.language)
    _describe(feed, channel)
    if view:
        dress(feed, view)
    for entry in channel.entries:
        _add_entry(feed, entry)
    return to_bytes(feed)


def _describe(feed: etree._Element, channel: Channel) -> None:
    add(feed, "id", channel.id)
    add(feed, "title", title_of(channel.title))
    if channel.description:
        add(feed, "subtitle", channel.description)
    add(feed, "updated", rfc3339(channel.updated_at))
    _add_author(feed, channel.author)
    add(feed, "link", rel="alternate", type="text/html", href=channel.home)
    for rel, address in channel.links.items():
        add(feed, "link", rel=rel, type=MIME_TYPE, href=address)
    if channel.hub:
        add(feed, "link", rel="hub", href=channel.hub)
    add(feed, "generator", "reviewblog", version=__version__)
    if channel.is_archive:
        add(feed, "fh:archive")


def _add_entry(feed: etree._Element, entry: Entry) -> None:
    element = add(feed, "entry")
    add(element, "id", as_iri(entry.id))
    add(element, "title", title_of(entry.title))
    add(element, "link", rel="alternate", type="text/html", href=entry.address)
    add(element, "published", rfc3339(entry.published_at))
    add(element, "updated", rfc3339(entry.updated_at))
    _add_author(element, entry.author)
    for tag in tags_of(entry):
        add(element, "category", term=tag)
    if entry.discussion:
        _add_replies(element, entry.discussion)
    for original in entry.originals:
        reference = as_iri(original.id)
        add(element, "thr:in-reply-to", ref=reference, href=original.address)
    add(element, "summary", entry.summary)
    if entry.content:
        add(element, "content", entry.content, type="html")
    add_extensions(element, entry)


def _add_author(parent: etree._Element, name: str) -> None:
    add(add(parent, "author"), "name", name_of(name))


def _add_replies(element: etree._Element, discussion: Discussion) -> None:
    places = {"text/html": discussion.address, MIME_TYPE: discussion.atom}
    for kind, address in places.items():
        link = add(element, "link", rel="replies", type=kind, href=address)
        link.set(_COUNT, str(discussion.count))

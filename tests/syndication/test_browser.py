from collections.abc import Callable
from html import escape

import feedparser
import pytest
from lxml import etree

from reviewblog.syndication import atom, rss
from reviewblog.syndication.browser import BrowserView
from reviewblog.syndication.documents import NAMESPACES
from reviewblog.syndication.entries import Channel
from tests.syndication.samples import NAUGHTY, make_channel, make_entry

XHTML = {"h": "http://www.w3.org/1999/xhtml"}
Render = Callable[[Channel, BrowserView | None], bytes]


def view(page: str) -> BrowserView:
    return BrowserView(page=page, stylesheet="/static/css/feed.css")


@pytest.mark.parametrize("render", [rss.render, atom.render])
def test_a_page_stands_inside_the_feed_as_xhtml(render: Render) -> None:
    page = "<html><body><p>A<br>feed &amp; a <a href='/x'>link</a></body></html>"

    document = etree.fromstring(render(make_channel(make_entry()), view(page)))

    assert document.xpath("string(//h:a/@href)", namespaces=XHTML) == "/x"
    assert document.xpath("string(//h:p)", namespaces=XHTML) == "Afeed & a link"


@pytest.mark.parametrize("render", [rss.render, atom.render])
def test_the_stylesheet_comes_before_everything(render: Render) -> None:
    document = render(make_channel(make_entry()), view("<p>A feed</p>"))

    instruction = b'<?xml-stylesheet type="text/css" href="/static/css/feed.css"?>'
    assert document.split(b"?>")[1].strip() + b"?>" == instruction


@pytest.mark.parametrize("render", [rss.render, atom.render])
def test_whoever_gets_the_page_still_has_the_feed(render: Render) -> None:
    document = render(make_channel(make_entry()), view("<p>A feed</p>"))

    feed = feedparser.parse(document)
    assert not feed.bozo
    assert feed.feed.title == "Row K"
    assert feed.entries[0].title == "Playtime (1967)"
    assert feed.entries[0].link == "https://rowk.example/reviews/playtime-1967/"


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_page_is_well_formed_whatever_it_holds(text: str) -> None:
    document = rss.render(make_channel(), view(f"<html><p>{escape(text)}<p>end</html>"))

    pages = etree.fromstring(document).findall("channel/rev:page", NAMESPACES)
    assert len(pages) == 1

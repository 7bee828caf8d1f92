"""Links in texts to pages of this site that are not there."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from reviewblog.reviews.checkup.addresses import Asked, alive_among, read_own
from reviewblog.reviews.checkup.flaws import SHOWN, Flaw, Spot, SpotKind
from reviewblog.reviews.list_models import ListEntry, ReviewList
from reviewblog.reviews.models import Review
from reviewblog.standing.models import PageStatus, StandingPage
from reviewblog.text.stills import is_lost

# Texts are read some at a time: all of a large archive would be 100 MB.
AT_ONCE = 200
_HREF = re.compile(r'\bhref="([^"#][^"]*)"')
_IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(src|data-tone)="([^"]*)"')


def dead_links(session: Session, *, site_url: str) -> list[Flaw]:
    """List what readers see linked or framed and cannot open, in few statements."""
    spots: dict[Asked, dict[Spot, str]] = defaultdict(dict)
    flaws: list[Flaw] = []
    for spot, html in _texts(session, site_url):
        flaws += [Flaw((spot,), picture) for picture in lost_pictures_in(html)]
        for link in links_in(html):
            if asked := read_own(link, site_url=site_url):
                spots[asked].setdefault(spot, link)
    alive = alive_among(session, spots)
    return flaws + [
        Flaw((spot,), link)
        for asked, found in spots.items()
        if asked not in alive
        for spot, link in found.items()
    ]


def lost_pictures_in(html: str) -> list[str]:
    """Return the addresses of pictures of ours that were not there to be rendered."""
    images = (dict(_ATTRIBUTE.findall(image)) for image in _IMAGE.findall(html))
    return [
        unescape(image["src"])
        for image in images
        if is_lost(image.get("src", ""), tone=image.get("data-tone"))
    ]


def links_in(html: str) -> list[str]:
    """Return the addresses that rendered HTML links to, but for its own places."""
    return [unescape(link) for link in _HREF.findall(html)]


def _texts(session: Session, site_url: str) -> Iterator[tuple[Spot, str]]:
    for kind, query in _queries(site_url):
        rows = session.execute(query, execution_options={"yield_per": AT_ONCE})
        for number, label, *html in rows:
            yield Spot(kind, number, label), "".join(html)


def _queries(site_url: str) -> list[tuple[SpotKind, Any]]:
    page, found = StandingPage, ReviewList
    reviews = (
        select(Review.id, Review.title, Review.body_html, Review.notes_html)
        .where(SHOWN, _may_link(Review.body, site_url))
        .order_by(Review.id)
    )
    pages = select(page.id, page.title, page.body_html, page.notes_html).where(
        page.status == PageStatus.PUBLISHED,
        page.deleted_at.is_(None),
        _may_link(page.body, site_url),
    )
    public = found.published_at.is_not(None)
    intros = select(found.id, found.title, found.intro_html)
    notes = select(found.id, found.title, ListEntry.note_html)
    notes = notes.join(ListEntry, ListEntry.list_id == found.id)
    return [
        (SpotKind.REVIEW, reviews),
        (SpotKind.PAGE, pages),
        (SpotKind.LIST, intros.where(public, _may_link(found.intro, site_url))),
        (SpotKind.LIST, notes.where(public, _may_link(ListEntry.note, site_url))),
    ]


def _may_link(text: InstrumentedAttribute[str], site_url: str) -> ColumnElement[bool]:
    """Leave out texts that cannot have such a link, at a glance at their Markdown."""
    marks = ("](/", "](</", "]: /", site_url)
    return or_(*(text.contains(mark, autoescape=True) for mark in marks))

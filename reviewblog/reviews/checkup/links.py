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

# Texts are read some at a time: all of a large archive would be 100 MB.
AT_ONCE = 200
_HREF = re.compile(r'\bhref="([^"#][^"]*)"')


def dead_links(session: Session, *, site_url: str) -> list[Flaw]:
    """List what readers see linked and cannot open; the statements are constant."""
    spots: dict[Asked, dict[Spot, str]] = defaultdict(dict)
    for spot, html in _texts(session, site_url):
        for link in links_in(html):
            if asked := read_own(link, site_url=site_url):
                spots[asked].setdefault(spot, link)
    alive = alive_among(session, spots)
    return [
        Flaw((spot,), link)
        for asked, found in spots.items()
        if asked not in alive
        for spot, link in found.items()
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

"""Which addresses of this site somebody would find something at."""

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.redirects.addresses import asked_for
from reviewblog.redirects.models import Redirect
from reviewblog.reviews.checkup.flaws import SHOWN
from reviewblog.reviews.living import FOLDERS, PAGES, living
from reviewblog.reviews.models import Review
from reviewblog.text.slugs import RESERVED


class Asked(Struct, frozen=True):
    """What a browser would ask for: a decoded path, and a query."""

    path: str
    query: str = ""


def read_own(link: str, *, site_url: str) -> Asked | None:
    """Return what a link asks this site for; nothing if it leads elsewhere."""
    if link == site_url or link.startswith((f"{site_url}/", f"{site_url}?")):
        link = link.removeprefix(site_url) or "/"
    if not link.startswith("/") or link.startswith("//"):
        return None
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return Asked(unquote(parts.path), parts.query)


def alive_among(session: Session, asked: Collection[Asked]) -> set[Asked]:
    """Return what there is, former addresses and redirects included.

    At most one statement for each sort of page. The program's own pages, such as the
    search, are taken to be there.
    """
    places = {each: _place_of(each.path) for each in asked}
    folders = {place[0] for place in places.values() if place}
    known = {
        folder: set(session.scalars(living(folder, select(Review).where(SHOWN))))
        for folder in folders & FOLDERS
    }
    left = {
        each
        for each, place in places.items()
        if place and place[1] not in known.get(place[0], ())
    }
    redirects = set(session.scalars(select(Redirect.path))) if left else set()
    led = {each for each in left if redirects & {*asked_for(each.path, each.query)}}
    return set(asked) - left | led


def _place_of(path: str) -> tuple[str, str] | None:
    """Return the folder and the slug of a page that may be missing."""
    first, *rest = path.strip("/").split("/")
    if first in FOLDERS and rest and "." not in rest[0]:
        return first, rest[0]
    if not first or first.lstrip(".").partition(".")[0] in RESERVED:
        return None
    return (PAGES, first) if not rest else (path, "")

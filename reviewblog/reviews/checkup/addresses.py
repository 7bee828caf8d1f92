"""Which addresses of this site somebody would find something at."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Session

from reviewblog.redirects.addresses import asked_for
from reviewblog.redirects.models import Redirect
from reviewblog.reviews.checkup.flaws import SHOWN
from reviewblog.reviews.list_models import FormerListSlug, ReviewList
from reviewblog.reviews.models import FormerSlug, FormerTagSlug, Review, Tag
from reviewblog.standing.models import FormerPageSlug, PageStatus, StandingPage
from reviewblog.text.slugs import RESERVED
from reviewblog.works.models import FormerPersonSlug, FormerWorkSlug, Person, Work

# The folder of standing pages, which have none.
_PAGES = ""


@dataclass(frozen=True, slots=True)
class Asked:
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
        folder: set(session.scalars(_slugs(folder)))
        for folder in folders
        if folder in _LIVING
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
    if first in _LIVING and rest and "." not in rest[0]:
        return first, rest[0]
    if not first or first.lstrip(".").partition(".")[0] in RESERVED:
        return None
    return (_PAGES, first) if not rest else (path, "")


def _reviews() -> tuple[Select[str], Select[str]]:
    former = select(FormerSlug.slug).join(Review, Review.id == FormerSlug.review_id)
    return select(Review.slug).where(SHOWN), former.where(SHOWN)


def _lists() -> tuple[Select[str], Select[str]]:
    public = ReviewList.published_at.is_not(None)
    former = select(FormerListSlug.slug).join(ReviewList)
    return select(ReviewList.slug).where(public), former.where(public)


def _pages() -> tuple[Select[str], Select[str]]:
    is_published = StandingPage.status == PageStatus.PUBLISHED
    public = is_published & StandingPage.deleted_at.is_(None)
    former = select(FormerPageSlug.slug).join(StandingPage)
    return select(StandingPage.slug).where(public), former.where(public)


_LIVING: dict[str, Callable[[], tuple[Select[str], Select[str]]]] = {
    "reviews": _reviews,
    "people": lambda: (select(Person.slug), select(FormerPersonSlug.slug)),
    "works": lambda: (select(Work.slug), select(FormerWorkSlug.slug)),
    "tags": lambda: (select(Tag.slug), select(FormerTagSlug.slug)),
    "lists": _lists,
    _PAGES: _pages,
}


def _slugs(folder: str) -> Select[str]:
    both = union_all(*_LIVING[folder]()).subquery()
    return select(both.c.slug)

"""What an author may change about the whole site."""

from functools import lru_cache
from zoneinfo import available_timezones

from msgspec import Struct
from sqlalchemy.orm import Session

from reviewblog.site.defaults import get_site
from reviewblog.site.models import RunningTimeStyle, Site

FEWEST_PER_PAGE = 5
MOST_PER_PAGE = 100
MOST_FEED_ITEMS = 100

# Not places, or other names for the whole list.
_NO_ZONES = ("posix/", "right/", "localtime", "Factory", "posixrules")


class SiteDraft(Struct, frozen=True, kw_only=True):
    """The settings as typed on their page, already checked by a form."""

    title: str
    tagline: str
    author_name: str
    footer: str
    language: str
    time_zone: str
    running_time_style: RunningTimeStyle
    reviews_per_page: int
    feed_items: int
    feed_full_text: bool
    feed_shows_grade: bool


def change_settings(session: Session, draft: SiteDraft) -> Site:
    """Let the site be as its owner wants it."""
    site = get_site(session)
    for name in draft.__struct_fields__:
        setattr(site, name, getattr(draft, name))
    session.flush()
    return site


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    """List the names of all time zones, in order."""
    names = (name for name in available_timezones() if not name.startswith(_NO_ZONES))
    return tuple(sorted(names))

"""A feed and what stands in it, before anybody has chosen a format."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

BEST_PERCENT = 100


class Verdict(Struct, frozen=True, kw_only=True):
    """A grade, as its scale prints it and as machines compare it."""

    label: str
    percent: int


class Subject(Struct, frozen=True, kw_only=True):
    """The work a review is about."""

    id: str
    kind: str
    title: str
    year: int | None
    minutes: int | None
    directors: tuple[str, ...]
    writers: tuple[str, ...]
    cast: tuple[tuple[str, str], ...]
    countries: tuple[str, ...]


class Picture(Struct, frozen=True, kw_only=True):
    """A picture in an entry, and what it shows in words."""

    url: str
    alt: str


class Discussion(Struct, frozen=True, kw_only=True):
    """Where an entry is talked about, and how much."""

    address: str
    rss: str
    atom: str
    count: int


class Original(Struct, frozen=True, kw_only=True):
    """What an entry answers."""

    id: str
    address: str


class Entry(Struct, frozen=True, kw_only=True):
    """One thing that a reader of feeds is shown.

    Without content only the summary is offered.
    """

    id: str
    title: str
    address: str
    author: str
    published_at: datetime
    updated_at: datetime
    summary: str
    content: str
    tags: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    discussion: Discussion | None = None
    originals: tuple[Original, ...] = ()
    review_id: str = ""
    subject: Subject | None = None
    verdict: Verdict | None = None


class Channel(Struct, frozen=True, kw_only=True):
    """A feed, or one piece of it; links are named by their relation.

    The explanation is the address of a page that says what feeds are.
    """

    id: str
    title: str
    description: str
    home: str
    author: str
    language: str
    updated_at: datetime
    links: Mapping[str, str]
    entries: Sequence[Entry]
    explanation: str
    is_archive: bool = False
    hub: str = ""

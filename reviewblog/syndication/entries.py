"""A feed and what stands in it, before anybody has chosen a format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

BEST_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A grade, as its scale prints it and as machines compare it."""

    label: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in an entry, and what it shows in words."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """Where an entry is talked about, and how much."""

    address: str
    rss: str
    atom: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What an entry answers."""

    id: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
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

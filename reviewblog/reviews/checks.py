"""What an author may have overlooked, read from a rendered review and its facts.

Nothing of it keeps a review from being published: a critic may mean it so.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from posixpath import basename
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from msgspec import Struct

from reviewblog.reviews.scales import LETTERS
from reviewblog.text.fragments import is_spoiler, parse_fragment, refill
from reviewblog.text.stills import is_lost
from reviewblog.works.models import WorkKind

ON_SCREEN = frozenset(
    {WorkKind.FILM, WorkKind.SHORT, WorkKind.SERIES, WorkKind.SEASON, WorkKind.EPISODE}
)
MINUS = "−"

_FENCE = re.compile(
    r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.DOTALL | re.MULTILINE
)
_OPENED = re.compile(r"^[ >]*:::+ *spoiler\b", re.IGNORECASE | re.MULTILINE)
_CLOSED = re.compile(r"^[ >]*:::+ *$", re.MULTILINE)
# "No spoilers" and "spoiler-free" promise that nothing has to be hidden.
_WARNING = re.compile(r"(?<!no )(?<!without )\bspoilers?\b(?![- ]free)", re.IGNORECASE)


class Concern(StrEnum):
    """What may be wrong; the value is a word for code, never for people."""

    NO_ALT = "no-alt"
    NO_PICTURE = "no-picture"
    NO_STILL_ALT = "no-still-alt"
    NO_YEAR = "no-year"
    OTHER_GRADE = "other-grade"
    DEAD_LINK = "dead-link"
    OPEN_SPOILER = "open-spoiler"
    UNCLOSED_SPOILER = "unclosed-spoiler"
    NO_DEK = "no-dek"
    NO_TAGS = "no-tags"
    NO_DIRECTORS = "no-directors"
    NO_CAST = "no-cast"
    NO_TEXT = "no-text"


class Finding(Struct, frozen=True):
    """One concern, and what it is about in the author's own words."""

    concern: Concern
    what: str = ""


class Facts(Struct, frozen=True, kw_only=True):
    """A review as it would be published.

    ``source`` is its Markdown, ``html`` and ``notes`` what was made of it. ``grade`` is
    the label in the field, or empty, and ``labels`` are those of the scale in use.
    ``undescribed_still`` says that the still above it has no description, and
    ``dead_links`` are the addresses within the site that lead nowhere.
    """

    source: str
    html: str
    notes: str = ""
    grade: str = ""
    labels: tuple[str, ...] = ()
    release_year: int | None = None
    kind: WorkKind = WorkKind.FILM
    dek: str = ""
    has_tags: bool = False
    has_directors: bool = False
    has_cast: bool = False
    undescribed_still: bool = False
    dead_links: tuple[str, ...] = ()


def check(facts: Facts) -> list[Finding]:
    """List what its author may want to look at, the text first."""
    body, notes = parse_fragment(facts.html), parse_fragment(facts.notes)
    return [
        *_about_text(facts, body, notes),
        *(Finding(Concern.DEAD_LINK, link) for link in facts.dead_links),
        *_about_grade(facts, body),
        *_about_facts(facts),
    ]


def links_within(html: str, *, site_url: str) -> set[str]:
    """Return the paths within the site to which a rendered text leads."""
    home = urlsplit(site_url).netloc
    links = (a.get("href", "") for a in parse_fragment(html).iter("a"))
    found = set()
    for link in links:
        try:
            parts = urlsplit(link)
        except ValueError:
            continue
        if parts.path.startswith("/") and parts.netloc in {"", home}:
            found.add(parts.path)
    return found


def _about_text(
    facts: Facts, body: HtmlElement, notes: HtmlElement
) -> Iterator[Finding]:
    if not facts.source.strip():
        yield Finding(Concern.NO_TEXT)
    for picture in (*body.iter("img"), *notes.iter("img")):
        address = picture.get("src", "")
        if not picture.get("alt", "").strip():
            yield Finding(Concern.NO_ALT, basename(address))
        if is_lost(address, tone=picture.get("data-tone")):
            yield Finding(Concern.NO_PICTURE, address)
    open_text = f"{_without_spoilers(body)} {_without_spoilers(notes)}"
    if warning := _WARNING.search(open_text):
        yield Finding(Concern.OPEN_SPOILER, _around(open_text, warning))
    prose = _FENCE.sub("", facts.source)
    is_open = len(_OPENED.findall(prose)) > len(_CLOSED.findall(prose))
    if is_open or ">!" in open_text or "!<" in open_text:
        yield Finding(Concern.UNCLOSED_SPOILER)


def _about_grade(facts: Facts, body: HtmlElement) -> Iterator[Finding]:
    said = _last_grade(facts, body)
    if said and said.casefold() != facts.grade.casefold():
        yield Finding(Concern.OTHER_GRADE, said)


def _about_facts(facts: Facts) -> Iterator[Finding]:
    if facts.undescribed_still:
        yield Finding(Concern.NO_STILL_ALT)
    if facts.release_year is None:
        yield Finding(Concern.NO_YEAR)
    if facts.kind in ON_SCREEN and not facts.has_directors:
        yield Finding(Concern.NO_DIRECTORS)
    if facts.kind in ON_SCREEN and not facts.has_cast:
        yield Finding(Concern.NO_CAST)
    if not facts.dek:
        yield Finding(Concern.NO_DEK)
    if not facts.has_tags:
        yield Finding(Concern.NO_TAGS)


def _last_grade(facts: Facts, body: HtmlElement) -> str:
    """Find the grade that a text gives: alone at its end, or after its name."""
    text = body.text_content().replace(MINUS, "-").strip()
    # Longest first, so that B+ is not taken for B.
    labels = {*facts.labels, *(step.label for step in LETTERS)}
    grades = "|".join(re.escape(one) for one in sorted(labels, key=len, reverse=True))
    named = re.findall(
        rf"\b(?:grade|rating|verdict)\s*[:=]\s*({grades})(?![\w+-])",
        text,
        re.IGNORECASE,
    )
    if named:
        return str(named[-1])
    last_line = text.rpartition("\n")[2].strip(" .*_")
    return last_line if last_line in labels else ""


def _without_spoilers(root: HtmlElement) -> str:
    refill(root, is_spoiler, "")
    return " ".join(root.text_content().split())


def _around(text: str, match: re.Match[str]) -> str:
    """Quote a few words on either side."""
    before = text[: match.start()].split(" ")[-4:]
    after = text[match.end() :].split(" ")[:4]
    return f"{' '.join(before)}{match.group()}{' '.join(after)}".strip()

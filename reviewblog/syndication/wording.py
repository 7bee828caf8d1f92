"""How entries put things: titles, the text, and the facts at its end."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from html import escape
from urllib.parse import quote
from zoneinfo import ZoneInfo

from reviewblog.reviews.corrections import Correction
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.publication_models import Origin
from reviewblog.site.models import RunningTimeStyle
from reviewblog.syndication.characters import legal_html
from reviewblog.syndication.entries import Picture, Subject, Verdict
from reviewblog.text.excerpts import excerpt
from reviewblog.text.feed_html import for_feed
from reviewblog.text.fragments import parse_fragment
from reviewblog.text.titles import running_time_plain

# Half as many again as the longest feed has, and ten times as long as most texts.
MOST_KEPT = 150
LONGEST_KEPT = 65_536

_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"


def verdict_of(grade: Grade | None) -> Verdict | None:
    """Say what a grade says, without its scale."""
    return Verdict(label=grade.label, percent=grade.percent) if grade else None


def entry_title(title: str, subject: Subject, verdict: Verdict | None) -> str:
    """Name a review: "Playtime (1967)", with ": A−" where the grade is no secret."""
    if subject.title.casefold() not in title.casefold():
        title = f"{title}: {subject.title}"
    if subject.year is not None and f"({subject.year})" not in title:
        title = f"{title} ({subject.year})"
    return f"{title}: {in_print(verdict)}" if verdict else title


def content_of(html: str, address: str) -> str:
    """Make stored HTML stand on its own, away from the page at its address."""
    return for_feed(legal_html(html), base_url=address)


_kept_content = lru_cache(MOST_KEPT)(content_of)


def lasting_content_of(html: str, address: str) -> str:
    """Do the same, and remember it, for a text that will be asked for again.

    A feed is made anew when one of its reviews changes, and the others are as they
    were. What is very long is not kept.
    """
    make = _kept_content if len(html) <= LONGEST_KEPT else content_of
    return make(html, address)


def summary_of(html: str) -> str:
    """Return the beginning of stored HTML in plain words."""
    return excerpt(legal_html(html))


def pictures_in(content: str) -> tuple[Picture, ...]:
    """List the pictures in a text that stands on its own."""
    if "<img" not in content:
        return ()
    found = {
        image.get("src", ""): image.get("alt", "")
        for image in parse_fragment(content).iter("img")
    }
    return tuple(
        Picture(url=quote(url, safe=_IN_ADDRESSES), alt=alt)
        for url, alt in found.items()
        if url.startswith(("http://", "https://"))
    )


def corrected(corrections: Sequence[Correction]) -> str:
    """Say what was put right, and when."""
    return "".join(
        f"<p><em>Corrected {each.corrected_on.day} {each.corrected_on:%B}"
        f" {each.corrected_on.year}: {escape(each.text, quote=False)}</em></p>"
        for each in corrections
    )


def first_published(origin: Origin | None, on: datetime, zone: ZoneInfo) -> str:
    """Say where a review was first, and when by the site's calendar."""
    if origin is None:
        return ""
    outlet, day = escape(origin.outlet, quote=False), on.astimezone(zone)
    if origin.link:
        outlet = f'<a href="{escape(origin.link)}">{outlet}</a>'
    return f"<p>First published in {outlet}, {day.day} {day:%B} {day.year}.</p>"


def closing(subject: Subject, verdict: Verdict | None, style: RunningTimeStyle) -> str:
    """End a review with its grade and with what the work's page would say."""
    facts = [_heading(subject)]
    if subject.directors:
        facts.append(f"Directed by {enumerated(subject.directors)}")
    if subject.writers:
        facts.append(f"Written by {enumerated(subject.writers)}")
    if subject.cast:
        facts.append(f"With {', '.join(_part(*part) for part in subject.cast)}")
    if subject.minutes:
        facts.append(_running_time(subject.minutes, style))
    if subject.countries:
        facts.append(", ".join(subject.countries))
    grade = (
        f"<p><strong>Grade: {escape(in_print(verdict))}</strong></p>" if verdict else ""
    )
    return f"{grade}<p>{escape('. '.join(facts), quote=False)}.</p>"


def in_print(verdict: Verdict) -> str:
    """Print a grade with a true minus."""
    label = verdict.label
    return f"{label[:-1]}−" if label.endswith("-") else label


def enumerated(names: Sequence[str]) -> str:
    """Join names: "Joel Coen and Ethan Coen"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _heading(subject: Subject) -> str:
    return f"{subject.title} ({subject.year})" if subject.year else subject.title


def _part(name: str, character: str) -> str:
    return f"{name} as {character}" if character else name


def _running_time(minutes: int, style: RunningTimeStyle) -> str:
    if style is RunningTimeStyle.HOURS:
        return running_time_plain(minutes)
    return f"{minutes} minutes"

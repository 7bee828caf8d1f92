"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from reviewblog.syndication.characters import legal
from reviewblog.syndication.documents import name_of, rfc3339, tags_of, title_of
from reviewblog.syndication.entries import (
    BEST_PERCENT,
    Channel,
    Entry,
    Subject,
    Verdict,
)

MIME_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"
COMMENT = (
    "This is a feed. It is meant for a feed reader, a program that collects what is "
    "new for you: copy the address into yours. More at "
)

Json: TypeAlias = "str | int | Sequence[Json] | Mapping[str, Json] | None"


def render(channel: Channel) -> bytes:
    """Write a feed as JSON."""
    document: dict[str, Json] = {
        "version": VERSION,
        "title": title_of(channel.title),
        "home_page_url": channel.home,
        "feed_url": channel.links["self"],
        "description": channel.description,
        "user_comment": COMMENT + channel.explanation,
        "next_url": channel.links.get("next"),
        "hubs": _hubs(channel.hub),
        "language": channel.language,
        "authors": [{"name": name_of(channel.author)}],
        "items": [_item(entry, channel) for entry in channel.entries],
    }
    return json.dumps(_tidy(document), ensure_ascii=False).encode()


def _hubs(address: str) -> Json:
    return [{"type": "WebSub", "url": address}] if address else None


def _item(entry: Entry, channel: Channel) -> Json:
    return {
        "id": entry.id,
        "url": entry.address,
        "title": title_of(entry.title),
        **_text(entry),
        "summary": entry.summary,
        "image": entry.pictures[0].url if entry.pictures else None,
        "date_published": rfc3339(entry.published_at),
        "date_modified": rfc3339(entry.updated_at),
        "authors": [{"name": name_of(entry.author)}],
        "tags": tags_of(entry),
        "language": channel.language,
        "_reviewblog": {"about": channel.explanation} | _extension(entry),
    }


def _text(entry: Entry) -> dict[str, Json]:
    """Choose the one of two fields that has something in it: an item needs one."""
    if legal(entry.content):
        return {"content_html": entry.content}
    return {"content_text": legal(entry.summary) or title_of(entry.title)}


def _extension(entry: Entry) -> dict[str, Json]:
    about: dict[str, Json] = {}
    if entry.review_id:
        about["review"] = entry.review_id
    if entry.verdict:
        about["grade"] = _verdict(entry.verdict)
    if entry.subject:
        about["work"] = _work(entry.subject)
    if entry.discussion:
        about["comments"] = {
            "url": entry.discussion.address,
            "count": entry.discussion.count,
        }
    if entry.originals:
        about["in_reply_to"] = [original.id for original in entry.originals]
    return about


def _verdict(verdict: Verdict) -> Json:
    return {"label": verdict.label, "value": verdict.percent, "best": BEST_PERCENT}


def _work(subject: Subject) -> Json:
    return {
        "id": subject.id,
        "kind": subject.kind,
        "title": subject.title,
        "year": subject.year,
        "minutes": subject.minutes,
        "directors": list(subject.directors),
        "writers": list(subject.writers),
        "cast": [{"name": name, "as": role} for name, role in subject.cast],
        "countries": list(subject.countries),
    }


def _tidy(value: Json) -> Json:
    """Leave out what is not there, and characters that no feed may hold."""
    if isinstance(value, str):
        return legal(value)
    if isinstance(value, Mapping):
        return {
            key: _tidy(item) for key, item in value.items() if item not in (None, "")
        }
    if isinstance(value, Sequence):
        return [_tidy(item) for item in value]
    return value

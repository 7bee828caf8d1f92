import json
from typing import Any

import pytest

from reviewblog.syndication import jsonfeed
from reviewblog.syndication.entries import Channel
from tests.syndication.json_feeds import check
from tests.syndication.samples import (
    NAUGHTY,
    make_channel,
    make_entry,
    with_everywhere,
)


def rendered(channel: Channel) -> dict[str, Any]:
    feed: dict[str, Any] = json.loads(jsonfeed.render(channel))
    return feed


def test_json_feed_follows_its_specification() -> None:
    feed = rendered(make_channel(make_entry()))

    check(feed)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "urn:uuid:22222222-2222-4222-8222-222222222222"),
        ("url", "https://rowk.example/reviews/playtime-1967/"),
        ("title", "Playtime (1967)"),
        ("content_html", "<p>A city made of <em>glass</em>.</p>"),
        ("summary", "A city made of glass."),
        ("image", "https://rowk.example/a.webp"),
        ("date_published", "2026-03-14T12:00:00Z"),
        ("date_modified", "2026-03-14T12:00:00Z"),
        ("authors", [{"name": "Tamsin Orrell"}]),
        ("tags", ["comedy", "glass"]),
        ("language", "en-GB"),
    ],
)
def test_json_feed_says(key: str, value: object) -> None:
    (item,) = rendered(make_channel(make_entry()))["items"]

    assert item[key] == value


def test_json_feed_has_the_grade_and_the_work_for_programs() -> None:
    (item,) = rendered(make_channel(make_entry()))["items"]

    extension = item["_reviewblog"]
    assert extension["grade"] == {"label": "B+", "value": 83, "best": 100}
    assert extension["work"]["directors"] == ["Jacques Tati"]
    assert extension["work"]["year"] == 1967
    assert extension["work"]["cast"][1] == {"name": "Barbara Dennek"}


def test_json_feed_leads_to_its_next_page() -> None:
    links = {"self": "https://rowk.example/feed.json", "next": "https://rowk.example/2"}

    feed = rendered(make_channel(links=links))

    assert feed["next_url"] == "https://rowk.example/2"


def test_json_feed_names_the_hub() -> None:
    feed = rendered(make_channel(hub="https://hub.example/"))

    check(feed)
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_json_feed_has_a_text_even_of_an_entry_without_one() -> None:
    entry = make_entry(content="", summary="\ufffe")

    feed = rendered(make_channel(entry))

    check(feed)
    assert feed["items"][0]["content_text"] == "Playtime (1967)"


@pytest.mark.parametrize("text", NAUGHTY)
def test_json_feed_is_valid_whatever_it_holds(text: str) -> None:
    feed = rendered(with_everywhere(text))

    check(feed)

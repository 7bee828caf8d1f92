"""JSON Feed 1.1 as a check: which keys must be there, and of which type."""

from datetime import datetime
from typing import Any

FEED: dict[str, type] = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "user_comment": str,
    "next_url": str,
    "icon": str,
    "favicon": str,
    "authors": list,
    "language": str,
    "expired": bool,
    "hubs": list,
    "items": list,
}
ITEM: dict[str, type] = {
    "id": str,
    "url": str,
    "external_url": str,
    "title": str,
    "content_html": str,
    "content_text": str,
    "summary": str,
    "image": str,
    "banner_image": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
    "attachments": list,
}


def check(feed: dict[str, Any]) -> None:
    """Fail on anything that the specification forbids."""
    check_object(feed, FEED, required={"version", "title", "items"})
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"].startswith("http")
    assert feed.get("next_url") != feed["feed_url"]
    for item in feed["items"]:
        check_object(item, ITEM, required={"id"})
        assert item.keys() & {"content_html", "content_text"}
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
        for key in item.keys() & {"date_published", "date_modified"}:
            assert datetime.fromisoformat(item[key]).tzinfo
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])


def check_object(
    value: dict[str, Any], known: dict[str, type], required: set[str]
) -> None:
    assert required <= value.keys()
    for key, content in value.items():
        if key.startswith("_"):
            assert "." not in key
            assert isinstance(content, dict)
        else:
            assert isinstance(content, known[key]), key
    for author in value.get("authors", []):
        assert author.keys() & {"name", "url", "avatar"}

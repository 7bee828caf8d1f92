"""Feeds and searches are counted as they are answered."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.config import Settings
from reviewblog.stats.models import FeedCount, SearchCount
from reviewblog.web.counting import layer
from reviewblog.web.counting.visitors import bit_of_reader
from tests.clients import sign_in
from tests.factories import make_review, make_tag
from tests.web.counting.conftest import BROWSER, Write

FEEDLY = "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers)"
OWN_READER = "NetNewsWire (RSS Reader; https://netnewswire.com/)"


def searched(session: Session) -> dict[str, tuple[int, int]]:
    rows = session.scalars(select(SearchCount))
    return {row.words: (row.times, row.found) for row in rows}


def followed(session: Session) -> dict[tuple[str, str], int]:
    rows = session.scalars(select(FeedCount))
    return {(row.feed, row.service): row.readers for row in rows}


def test_searches_are_counted_also_from_the_cache(
    reader: FlaskClient, session: Session, write: Write
) -> None:
    make_review(session)

    for query in ("Krasker", "krasker", "Krasker"):
        response = reader.get("/search", query_string={"q": query})
    write()

    assert "X-Found" not in response.headers
    assert searched(session) == {"krasker": (3, 0)}


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("q=krasker&page=1", {}),
        ("q=", {}),
        ("", {}),
        ("q=ada@example.org", {}),
        ("q=krasker", {"DNT": "1"}),
        ("q=krasker", {"User-Agent": "Googlebot/2.1"}),
        ("q=krasker", {"Sec-Purpose": "prefetch"}),
    ],
)
def test_what_nobody_looks_for_is_not_counted(
    reader: FlaskClient,
    session: Session,
    write: Write,
    query: str,
    headers: dict[str, str],
) -> None:
    reader.get(f"/search?{query}", headers=headers)
    write()

    assert searched(session) == {}


def test_searches_of_the_desk_are_not_counted(
    reader: FlaskClient, session: Session, owner: Account, write: Write
) -> None:
    sign_in(reader, session, owner).get("/search?q=krasker")
    write()

    assert searched(session) == {}


@pytest.mark.parametrize(
    "query", ["q=%ff", "q=%00", "q=%ed%a0%80", "q=\xe9", "q=" + "%" * 50]
)
def test_strange_searches_do_no_harm(
    reader: FlaskClient, session: Session, write: Write, query: str
) -> None:
    response = reader.get(f"/search?{query}")
    write()

    assert response.status_code == 200


def test_feed_readers_are_counted_with_what_services_say(
    reader: FlaskClient, session: Session, write: Write
) -> None:
    for agent in (FEEDLY, OWN_READER, OWN_READER, "FreshRSS/1.27"):
        reader.get("/feed.xml", headers={"User-Agent": agent})
    write()

    assert followed(session) == {("/feed.xml", ""): 2, ("/feed.xml", "Feedly"): 16}


def test_what_no_page_cache_answers_is_counted_as_well(
    settings: Settings, build_app: Callable[[Settings], Flask], session: Session
) -> None:
    app = build_app(replace(settings, page_cache_mb="0"))
    client = app.test_client()

    client.get("/feed.xml", headers={"User-Agent": FEEDLY})
    response = client.get("/search?q=Krasker", headers={"User-Agent": BROWSER})
    app.extensions["counts"].write()

    assert "X-Found" not in response.headers
    assert followed(session) == {("/feed.xml", "Feedly"): 16}
    assert searched(session) == {"krasker": (1, 0)}


def test_a_reader_who_has_the_newest_counts_too(
    reader: FlaskClient, session: Session, write: Write
) -> None:
    fetched = reader.get("/atom.xml", headers={"User-Agent": OWN_READER})
    conditions = {"User-Agent": FEEDLY, "If-None-Match": fetched.headers["ETag"]}

    again = reader.get("/atom.xml", headers=conditions)
    write()

    assert again.status_code == 304
    assert followed(session)["/atom.xml", "Feedly"] == 16


def test_who_polls_again_is_looked_at_once_until_counts_are_written(
    reader: FlaskClient, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    looked_at = []

    def noted(secret: str, address: str, agent: str) -> int:
        looked_at.append(agent)
        return bit_of_reader(secret, address, agent)

    monkeypatch.setattr(layer, "bit_of_reader", noted)
    for agent in ("FreshRSS/1.27", OWN_READER, OWN_READER):
        reader.get("/feed.xml", headers={"User-Agent": agent})
    write()
    reader.get("/feed.xml", headers={"User-Agent": OWN_READER})

    assert looked_at == ["FreshRSS/1.27", OWN_READER, OWN_READER]


def test_a_reader_of_two_feeds_counts_for_both(
    reader: FlaskClient, session: Session, write: Write
) -> None:
    for feed in ("/feed.xml", "/atom.xml", "/feed.xml"):
        reader.get(feed, headers={"User-Agent": OWN_READER})
    write()

    assert followed(session) == {("/feed.xml", ""): 1, ("/atom.xml", ""): 1}


def test_a_claim_at_the_head_of_an_endless_name_counts(
    reader: FlaskClient, session: Session, write: Write
) -> None:
    for tail in ("x" * 600, "y" * 600):
        reader.get("/feed.xml", headers={"User-Agent": f"{FEEDLY} {tail}"})
    write()

    assert followed(session) == {("/feed.xml", "Feedly"): 16}


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/feed.xml", {"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)"}),
        ("/feed.xml", {"Accept": "text/html,application/xhtml+xml"}),
        ("/feed.xml?page=2", {"User-Agent": FEEDLY}),
        ("/tags/none/feed.xml", {"User-Agent": FEEDLY}),
        ("/nothing/feed.xml", {"User-Agent": FEEDLY}),
    ],
)
def test_what_is_no_subscription_is_not_counted(
    reader: FlaskClient,
    session: Session,
    write: Write,
    address: str,
    headers: dict[str, str],
) -> None:
    make_tag(session, "noir")

    reader.get(address, headers=headers)
    write()

    assert followed(session) == {}


def test_slashes_before_a_feed_make_no_other_feed_of_it(
    reader: FlaskClient, session: Session, write: Write
) -> None:
    response = reader.get(
        "/feed.xml",
        headers={"User-Agent": FEEDLY},
        environ_overrides={"PATH_INFO": "///feed.xml"},
    )
    write()

    assert response.status_code == 200
    assert followed(session) == {}


def test_two_readers_in_different_places_are_two(
    fresh_app: Flask, session: Session, write: Write
) -> None:
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1"):
        fresh_app.test_client().get(
            "/feed.xml",
            headers={"User-Agent": OWN_READER},
            environ_base={"REMOTE_ADDR": address},
        )
    write()

    assert followed(session) == {("/feed.xml", ""): 2}

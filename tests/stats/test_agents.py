"""What programs say they are."""

import pytest

from reviewblog.stats.agents import (
    MOST_SUBSCRIBERS,
    OTHER_SERVICE,
    Claim,
    claim_of,
    is_feed_reader,
    is_robot,
)

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (X11) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36",
        "Mozilla/5.0 (compatible; SomethingNewBot/1.0)",
        "curl/8.14.1",
        "",
        "Mozilla " * 1000,
    ],
)
def test_robots_are_known(agent: str) -> None:
    assert is_robot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Safari/604.1",
        "Mozilla/5.0 (Linux; Android 14; Cubot P80) Chrome/140.0.0.0 Mobile Safari/537",
    ],
)
def test_people_are_no_robots(agent: str) -> None:
    assert not is_robot(agent)


@pytest.mark.parametrize(
    ("agent", "claim"),
    [
        (
            "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; like X)",
            Claim("Feedly", 16),
        ),
        (
            "NewsBlur Feed Fetcher - 4 subscribers - https://www.newsblur.com/site/1",
            Claim("NewsBlur", 4),
        ),
        ("Feedbin feed-id:1373711 - 1 subscribers", Claim("Feedbin", 1)),
        ("Mozilla/5.0 (compatible; BazQux/2.4; 5 subscribers)", Claim("BazQux", 5)),
        ("BUY-PILLS.example/1.0 (3 subscribers)", Claim(OTHER_SERVICE, 3)),
        ("Feedly/1.0 (999999999999 subscribers)", Claim("Feedly", MOST_SUBSCRIBERS)),
        ("Feedly/1.0 (9999999999999999999 subscribers)", None),
        (FIREFOX, None),
    ],
)
def test_a_service_says_how_many_it_reads_for(agent: str, claim: Claim | None) -> None:
    assert claim_of(agent) == claim


def test_nobody_reads_a_feed_through_a_search_engine() -> None:
    assert not is_feed_reader("Mozilla/5.0 (compatible; bingbot/2.0)")
    assert not is_feed_reader("")
    assert is_feed_reader("NetNewsWire (RSS Reader; https://netnewswire.com/)")
    assert is_feed_reader("Mozilla/5.0 (compatible; Miniflux/2.2)")

"""Where readers come from."""

import pytest

from reviewblog.stats.sources import DIRECT, source_of

OWN = "reviews.example:8000"


@pytest.mark.parametrize(
    ("host", "source"),
    [
        ("news.ycombinator.com", "news.ycombinator.com"),
        ("www.metafilter.com", "metafilter.com"),
        ("M.Facebook.com", "facebook.com"),
        ("t.co", "x.com"),
        ("mobile.twitter.com", "x.com"),
        ("www.google.co.uk", "Google"),
        ("google.com", "Google"),
        ("www.google.de", "Google"),
        ("mail.google.com", "mail.google.com"),
        ("www.bing.com", "Bing"),
        ("duckduckgo.com", "DuckDuckGo"),
        ("notgoogle.com", "notgoogle.com"),
        ("google.com.evil.example", "google.com.evil.example"),
        ("blog.example:8080", "blog.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
    ],
)
def test_a_host_is_named_plainly(host: str, source: str) -> None:
    assert source_of(host, own=OWN) == source


@pytest.mark.parametrize(
    "host",
    [
        "",
        "reviews.example",
        "www.reviews.example",
        "localhost",
        "192.0.2.1",
        "[2001:db8::1]",
        "buy pills now.com",
        "<script>.com",
        "a.com/with/a/path",
        "user@host.com",
        "bücher.example",
        "a..com",
        "x" * 64 + ".com",
        "a." * 60 + "com",
        "-a.com",
        "\0.com",
        "\ud800.com",
    ],
)
def test_what_is_no_public_host_of_another_is_no_source(host: str) -> None:
    assert source_of(host, own=OWN) == DIRECT

"""Web addresses written as they are."""

import pytest

from tests.text.parsed import comment, review, values


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("See https://example.com.", "https://example.com"),
        ("HTTPS://example.com/A", "HTTPS://example.com/A"),
        ("http://a.example/b_c_d*e?f=1&g=2#h", "http://a.example/b_c_d*e?f=1&g=2#h"),
        ("(https://a.example/b)", "https://a.example/b"),
        ("https://a.example/Heat_(film)", "https://a.example/Heat_(film)"),
        ("(see https://a.example/Heat_(film)).", "https://a.example/Heat_(film)"),
        ("https://a.example/b, and", "https://a.example/b"),
        ("https://a.example/b?!", "https://a.example/b"),
        ("“https://a.example/b”", "https://a.example/b"),
        ("*https://a.example/b*", "https://a.example/b"),
        ("https://a.example/b—then", "https://a.example/b"),
        ("https://a.example/caf\u00e9", "https://a.example/caf%C3%A9"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/"),
        (">!https://a.example/b!<", "https://a.example/b"),
        ("**a**https://a.example/", "https://a.example/"),
    ],
)
def test_an_address_becomes_a_link_and_leaves_the_punctuation(
    text: str, href: str
) -> None:
    assert values(review(text), "href") == [href]
    assert values(comment(text), "href") == [href]


@pytest.mark.parametrize(
    "text",
    [
        "critic@example.com",
        "mailto:critic@example.com",
        "www.example.com",
        "the film.It was",
        "ftp://example.com/",
        "xhttps://example.com",
        "javascript://example.com/%0aalert(1)",
        "https://",
        "https:// example.com",
        "https:example.com",
        "https://user@example.com/",
        r"https\://example.com",
        r"\https://example.com",
        "`https://example.com`",
        "https://a.example/" + "x" * 3000,
    ],
)
def test_nothing_else_becomes_a_link(text: str) -> None:
    assert values(review(text), "href") == []
    assert values(comment(text), "href") == []


def test_an_address_in_a_link_does_not_open_another() -> None:
    html = comment("[https://a.example](/b)")

    assert values(html, "href") == ["/b"]
    assert ">https://a.example</a>" in html


def test_an_address_in_a_label_does_not_swallow_the_link() -> None:
    html = review("[see https://a.example](/b) and [https://a.example](/c)")

    assert values(html, "href") == ["/b", "/c"]


def test_an_address_shows_as_it_was_typed() -> None:
    html = review('0 https://a.example/a--b...c -- and "so"')

    assert html == (
        '<p>0 <a href="https://a.example/a--b...c">https://a.example/a--b...c</a>'
        " – and “so”</p>"
    )

"""Which addresses a text may point to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewblog.text.addresses import (
    AUTHOR_SCHEMES,
    MAX_LENGTH,
    READER_SCHEMES,
    is_allowed,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "HTTP://example.com/",
        "https://example.com:8080/a:b?c=d#e",
        "https://xn--bcher-kva.example/%E2%82%AC",
        "https://mastodon.example/@critic",
        "/reviews/rush-1991/",
        "/a:b",
        "rush-1991",
        "../works/",
        "?page=2",
        "?next=a:b",
        "#r42-fn-1",
        "#a:b",
        "/caf\u00e9",
    ],
)
def test_is_allowed_takes_web_addresses_and_local_ones(url: str) -> None:
    assert is_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "javascript:1",
        "JaVaScRiPt:1",
        "java\nscript:1",
        "java\tscript:1",
        " javascript:1",
        "\x01javascript:1",
        "javascript\u200b:1",
        "java\u00adscript:1",
        "\ufeffjavascript:1",
        "\u202ejavascript:1",
        "javascript :1",
        "data:text/html,x",
        "data:image/png;base64,AAAA",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://example.com/x",
        "ftp://example.com",
        "tel:+441234",
        "view-source:https://example.com",
        "1:2",
        ":x",
    ],
)
def test_is_allowed_refuses_every_other_scheme_however_it_hides(url: str) -> None:
    assert not is_allowed(url, AUTHOR_SCHEMES)


@pytest.mark.parametrize(
    "url",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\u2028/evil.example",
        "https:\\\\evil.example",
    ],
)
def test_is_allowed_refuses_other_sites_dressed_as_local_paths(url: str) -> None:
    assert not is_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "https:evil.example",
        "https:/evil.example",
        "https://",
        "https:///evil.example",
        "https://?a",
        "https://good.example@evil.example/",
        "https://user:pass@evil.example/",
        "https://[::1",
        "https://a\u2100b.example/",
    ],
)
def test_is_allowed_refuses_web_addresses_that_deceive_or_make_no_sense(
    url: str,
) -> None:
    assert not is_allowed(url)


def test_is_allowed_lets_only_authors_link_to_a_mailbox() -> None:
    url = "mailto:critic@example.com"

    assert is_allowed(url, AUTHOR_SCHEMES)
    assert not is_allowed(url, READER_SCHEMES)
    assert not is_allowed("mailto:", AUTHOR_SCHEMES)


def test_is_allowed_refuses_an_address_longer_than_browsers_and_servers_like() -> None:
    longest = "/" + "a" * (MAX_LENGTH - 1)

    assert is_allowed(longest)
    assert not is_allowed(longest + "a")


@given(st.text())
def test_is_allowed_answers_for_any_text(url: str) -> None:
    assert is_allowed(url) in {True, False}


@given(st.text(max_size=5), st.sampled_from(["javascript:", "data:", "vbscript:"]))
def test_is_allowed_is_not_fooled_by_anything_before_a_bad_scheme(
    before: str, scheme: str
) -> None:
    is_path = any(mark in before for mark in "/?#")

    assert is_path or not is_allowed(f"{before}{scheme}1", AUTHOR_SCHEMES)

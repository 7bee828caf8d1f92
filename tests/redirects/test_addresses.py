"""What people type for an old address and a new one."""

import pytest

from reviewblog.redirects.addresses import RedirectRefusedError, read_path, read_target


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/2012/05/01/rush/", "/2012/05/01/rush"),
        (" /2012/05/01/rush ", "/2012/05/01/rush"),
        ("https://old.example.org/2012/rush.html#more", "/2012/rush.html"),
        ("/index.php?p=12", "/index.php?p=12"),
        ("/?p=12", "/?p=12"),
        ("/caf%C3%A9/", "/café"),
    ],
)
def test_an_old_address_is_read_as_requests_ask_for_it(typed: str, path: str) -> None:
    assert read_path(typed) == path


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "rush",
        "/",
        "https://old.example.org",
        "//evil.example/x",
        "/%2fevil.example",
        "/a\\b",
        "/a%0d%0ab",
        "/a%00",
        "/\ud800",
        "/" + "x" * 500,
    ],
)
def test_what_is_no_old_address_is_refused(typed: str) -> None:
    with pytest.raises(RedirectRefusedError) as refusal:
        read_path(typed)

    assert refusal.value.field == "path"


@pytest.mark.parametrize(
    "typed", ["/reviews/rush-1991/", "/#top", "https://example.org/a?b#c"]
)
def test_a_new_address_stays_as_typed(typed: str) -> None:
    assert read_target(f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "reviews",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "https://user@evil.example/",
        "javascript:alert(1)",
        "mailto:a@example.org",
        "/a b",
        "/a\nb",
        "/a\x00",
        "http://[",
        "/" + "x" * 2000,
    ],
)
def test_what_browsers_might_read_otherwise_is_refused(typed: str) -> None:
    with pytest.raises(RedirectRefusedError) as refusal:
        read_target(typed)

    assert refusal.value.field == "target"

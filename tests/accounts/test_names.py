"""How usernames, addresses and the names that readers see may be written."""

import pytest

from reviewblog.accounts.names import (
    DisplayNameRefusedError,
    EmailRefusedError,
    UsernameRefusedError,
    parse_display_name,
    parse_email,
    parse_username,
)


@pytest.mark.parametrize("text", ["ab", "a-b.c_9", "9lives", "x" * 40, " Tam "])
def test_parse_username_takes_plain_names(text: str) -> None:
    assert parse_username(text) == text.strip().lower()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "x" * 41,
        "two words",
        "-dash",
        ".dot",
        "é",
        "a\nb",
        "a\x00b",
        "a@b",
        "\u0430\u0431",
    ],
)
def test_parse_username_refuses_the_rest(text: str) -> None:
    with pytest.raises(UsernameRefusedError):
        parse_username(text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Ada@Example.ORG", "ada@example.org"),
        (" ada+films@example.org ", "ada+films@example.org"),
        ("tamsin@rowk.example", "tamsin@rowk.example"),
        ("me@localhost", "me@localhost"),
        ("me@nas.local", "me@nas.local"),
        ("jürgen@bücher.de", "jürgen@bücher.de"),
    ],
)
def test_parse_email_keeps_one_spelling(text: str, stored: str) -> None:
    assert parse_email(text) == stored


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "a b@example.org",
        "ada@example.org\nBcc: all@example.org",
        "ada@\x00example.org",
        "\ud800@example.org",
        "x" * 1_000_000,
        "ada@" + "x." * 200 + "org",
    ],
)
def test_parse_email_refuses_the_rest(text: str) -> None:
    with pytest.raises(EmailRefusedError):
        parse_email(text)


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u202e", "x" * 121, "x" * 10**6])
def test_parse_display_name_refuses_nothing_and_too_much(text: str) -> None:
    with pytest.raises(DisplayNameRefusedError):
        parse_display_name(text)


def test_parse_display_name_cannot_disturb_its_line() -> None:
    assert parse_display_name(" Tamsin\n\u202eOrrell\x00 ") == "Tamsin Orrell"

"""What is made of what was typed."""

import pytest

from reviewblog.web.body_form import as_id, as_line, as_text
from reviewblog.web.comment_form import is_email


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (None, None),
        ("", None),
        ("7", 7),
        ("007", 7),
        ("2147483647", 2147483647),
        ("2147483648", 0),
        ("9" * 5000, 0),
        ("-1", 0),
        ("1.5", 0),
        ("\u0663", 0),
        ("x", 0),
        (" 7", 0),
    ],
)
def test_as_id_reads_what_a_database_can_hold(
    typed: str | None, read: int | None
) -> None:
    assert as_id(typed) == read


def test_as_text_keeps_indenting_and_nothing_around() -> None:
    assert as_text("\r\n\r\n    code\r\n \n") == "    code"
    assert as_text(None) == ""


def test_as_line_makes_one_line() -> None:
    assert as_line("  Ada\n\u202eLovelace ") == "Ada Lovelace"
    assert as_line(None) == ""


@pytest.mark.parametrize(
    "text", ["ada@example.org", "a.b+c@example.co.uk", "ü@bücher.de"]
)
def test_is_email_takes_addresses(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "a b@example.org",
        "ada@example.org, eve@example.org",
        "ada@example.org\nBcc: eve@example.org",
        f"{'a' * 250}@example.org",
        "a" * 100_000,
        "<script>@example.org",
    ],
)
def test_is_email_takes_nothing_else(text: str) -> None:
    assert not is_email(text)

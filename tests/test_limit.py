"""How often something may be done is read from a few letters."""

import pytest

from reviewblog.limit import Limit, parse_limit


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("10/15m", Limit(10, 900)),
        ("3/20s", Limit(3, 20)),
        ("5/2h", Limit(5, 7200)),
        ("1/1d", Limit(1, 86400)),
        ("off", None),
    ],
)
def test_parse_limit(text: str, limit: Limit | None) -> None:
    assert parse_limit(text) == limit


@pytest.mark.parametrize(
    "text", ["", "10", "10/", "/15m", "10/15", "10/15y", "x/15m", "-1/15m", "1/²m"]
)
def test_what_reads_otherwise_is_no_limit(text: str) -> None:
    with pytest.raises(ValueError, match="must read like 10/15m"):
        parse_limit(text)


@pytest.mark.parametrize("text", ["0/15m", "10/0m"])
def test_nought_is_no_limit(text: str) -> None:
    with pytest.raises(ValueError, match="must not be nought"):
        parse_limit(text)

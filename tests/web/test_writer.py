"""How a reader's browser and address are known again."""

import pytest
from flask import Flask

from reviewblog.tokens import new_token
from reviewblog.web.writer import hashed_address, writer_token


def address_of(app: Flask, address: str) -> str:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        return hashed_address()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("", "", True),
        ("a socket", "192.0.2.1", False),
    ],
)
def test_an_address_is_a_household(
    app: Flask, one: str, other: str, *, same: bool
) -> None:
    assert (address_of(app, one) == address_of(app, other)) is same


def test_an_address_is_not_stored_as_it_is(app: Flask) -> None:
    hashed = address_of(app, "192.0.2.1")

    assert len(hashed) == 64
    assert "192" not in hashed[:3]


@pytest.mark.parametrize("cookie", ["", "short", "x" * 44, "ä" * 43, "x" * 42 + "%"])
def test_only_our_own_tokens_are_believed(app: Flask, cookie: str) -> None:
    headers = {"Cookie": f"reviewblog_writer={cookie}"}

    with app.test_request_context(headers=headers):
        assert writer_token() == ""


def test_a_token_is_known_again(app: Flask) -> None:
    token = new_token()

    with app.test_request_context(headers={"Cookie": f"reviewblog_writer={token}"}):
        assert writer_token() == token

"""Where a server may answer, and where somebody else does already."""

import socket

import click
import pytest

from reviewblog.cli.addresses import address_of, refuse_taken_address
from tests.servers import free_port

HOST = "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
    ],
)
def test_an_address_is_one_that_this_machine_can_open(host: str, address: str) -> None:
    assert address_of(host, 8000) == address


def test_a_free_address_is_left_free() -> None:
    port = free_port()

    refuse_taken_address(HOST, port)
    refuse_taken_address(HOST, port)


def test_an_address_that_its_server_would_share_is_refused() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(click.ClickException, match=f"port {port}: .*in use"):
            refuse_taken_address(HOST, port)


def test_a_host_that_is_not_this_machine_is_refused() -> None:
    with pytest.raises(click.ClickException, match="cannot serve on 192\\.0\\.2\\.1"):
        refuse_taken_address("192.0.2.1", free_port())

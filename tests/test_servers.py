"""The server that tests start within their own process."""

import gc
import socket
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.servers import answering

A_PART = (
    b"GET /static/fonts/brygada-latin-italic.woff2 HTTP/1.1\r\n"
    b"Host: localhost\r\nRange: bytes=0-9\r\n\r\n"
)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_browser_that_hangs_up_leaves_no_file_open(app: Flask) -> None:
    with answering(app) as address:
        where = urlsplit(address)
        for _ in range(20):
            with socket.create_connection((where.hostname, where.port)) as browser:
                browser.sendall(A_PART)
                # Hung up on with bytes unread, the system resets the connection.
                assert browser.recv(1)
    gc.collect()  # a file left open warns here, and a warning fails

"""One request to a real server on the loopback interface, which tests may reach."""

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewblog.outgoing.errors import OutgoingError, OutgoingRefusedError
from reviewblog.outgoing.requests import Gateway

CERTIFICATE = Path(__file__).parents[1] / "certificates" / "localhost.pem"

# Far more than the time allowed, far less than for ever.
PATIENCE_SECONDS = 20

Talk = Callable[[socket.socket], None]
Server = Callable[..., "Heard"]


class Heard:
    """Where a server listens, and what it was told."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.request = b""
        self.connections = 0


@pytest.fixture
def server() -> Iterator[Server]:
    """Start servers that say their piece to whoever connects."""
    listeners: list[socket.socket] = []

    def start(talk: Talk, *, tls: bool = False) -> Heard:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        heard = Heard(listener.getsockname()[1])

        def serve() -> None:
            while True:
                try:
                    line, _ = listener.accept()
                except OSError:
                    return
                heard.connections += 1
                with line:
                    answer(line, heard, talk, tls=tls)

        threading.Thread(target=serve, daemon=True).start()
        return heard

    yield start
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def answer(line: socket.socket, heard: Heard, talk: Talk, *, tls: bool) -> None:
    try:
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            line = context.wrap_socket(line, server_side=True)
        heard.request = whole_request(line)
        talk(line)
        line.close()
    except OSError:
        return  # the client has hung up, which is what some tests are about


def whole_request(line: socket.socket) -> bytes:
    request = line.recv(65536)
    head, _, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"Content-Length: (\d+)", head)
    if length and len(body) < int(length[1]):
        request += line.recv(65536)
    return request


def saying(text: str) -> Talk:
    return lambda line: line.sendall(text.encode())


def gateway_to(heard: Heard, **limits: float) -> Gateway:
    return Gateway(
        resolver=lambda *_: ["127.0.0.1"],
        test_port=heard.port,
        seconds=limits.get("seconds", 5.0),
        longest_answer=int(limits.get("longest_answer", 1000)),
    )


def test_an_answer_comes_back(server: Server) -> None:
    heard = server(saying("HTTP/1.1 202 Accepted\r\nX-Hub: yes\r\n\r\nThank you"))

    answer = gateway_to(heard).ask(
        f"http://hub.example:{heard.port}/push?a=b",
        method="POST",
        body=b"hub.mode=publish",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )

    assert answer.is_success
    assert (answer.status, answer.body) == (202, b"Thank you")
    assert answer.headers["X-Hub"] == "yes"
    head, _, body = heard.request.decode().partition("\r\n\r\n")
    assert head.startswith("POST /push?a=b HTTP/1.1\r\n")
    assert f"Host: hub.example:{heard.port}" in head
    assert "User-Agent: reviewblog/" in head
    assert body == "hub.mode=publish"


def test_a_refused_address_is_never_connected_to(server: Server) -> None:
    heard = server(saying("HTTP/1.1 200 OK\r\n\r\n"))

    with pytest.raises(OutgoingRefusedError):
        Gateway().ask(f"http://127.0.0.1:{heard.port}/")

    assert heard.connections == 0


def test_a_redirect_is_not_followed(server: Server) -> None:
    heard = server(saying("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n"))

    answer = gateway_to(heard).ask(f"http://hub.example:{heard.port}/")

    assert (answer.status, answer.is_success) == (302, False)
    assert heard.connections == 1


def test_a_proxy_of_the_environment_is_not_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = server(saying("HTTP/1.1 200 OK\r\n\r\nstraight"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")

    answer = gateway_to(heard).ask(f"http://hub.example:{heard.port}/")

    assert answer.body == b"straight"


@pytest.mark.parametrize("head", ["", "Content-Length: 5000\r\n"])
def test_a_longer_answer_is_not_read_to_its_end(server: Server, head: str) -> None:
    heard = server(saying(f"HTTP/1.1 200 OK\r\n{head}\r\n{'a' * 5000}"))

    with pytest.raises(OutgoingError, match="longer answer"):
        gateway_to(heard).ask(f"http://hub.example:{heard.port}/")


def drip_body(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        line.sendall(b"a")
        time.sleep(0.05)


def drip_head(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        line.sendall(b"a")
        time.sleep(0.05)


def say_nothing(line: socket.socket) -> None:
    line.recv(1)


@pytest.mark.parametrize("talk", [drip_body, drip_head, say_nothing])
def test_a_slow_server_is_cut_off(server: Server, talk: Talk) -> None:
    heard = server(talk)
    began = time.monotonic()

    with pytest.raises(OutgoingError, match="gave no answer"):
        gateway_to(heard, seconds=0.5).ask(f"http://hub.example:{heard.port}/")

    assert time.monotonic() - began < PATIENCE_SECONDS


@pytest.mark.parametrize("words", ["", "Hello\r\n\r\n", "HTTP/1.1 2000 No\r\n\r\n"])
def test_nonsense_is_an_error(server: Server, words: str) -> None:
    heard = server(saying(words))

    with pytest.raises(OutgoingError, match="gave no answer of use"):
        gateway_to(heard).ask(f"http://hub.example:{heard.port}/")


def test_nobody_listening_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        heard = Heard(probe.getsockname()[1])

    with pytest.raises(OutgoingError, match="gave no answer of use"):
        gateway_to(heard).ask(f"http://hub.example:{heard.port}/")


def test_https_is_spoken_with_the_named_server(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = server(saying("HTTP/1.1 200 OK\r\n\r\nsecret"), tls=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))

    answer = gateway_to(heard).ask(f"https://hub.example:{heard.port}/")

    assert answer.body == b"secret"


def test_a_server_must_prove_its_name(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = server(saying("HTTP/1.1 200 OK\r\n\r\nsecret"), tls=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))

    with pytest.raises(OutgoingError, match="certificate"):
        gateway_to(heard).ask(f"https://other.example:{heard.port}/")

    assert heard.request == b""

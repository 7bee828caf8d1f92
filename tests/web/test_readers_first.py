"""Slow senders do not keep readers waiting, and are let in again when there is room."""

import threading
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.test import Client

from reviewblog.web.readers_first import ReadersFirst, keep_room

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PATIENCE_SECONDS = 20


class Slow:
    """An application whose POSTs wait until they are let go."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.let_go = threading.Event()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            self.begun.release()
            self.let_go.wait(PATIENCE_SECONDS)
        start_response("200 OK", [])
        return [b"done"]


@pytest.mark.parametrize(
    "how", [{"data": b"name=x"}, {"headers": {"Transfer-Encoding": "chunked"}}]
)
def test_bodies_find_room_and_readers_always_do(how: dict[str, object]) -> None:
    slow = Slow()
    client = Client(ReadersFirst(slow, most=1))
    posting = threading.Thread(target=client.post, kwargs=how)
    posting.start()
    assert slow.begun.acquire(timeout=PATIENCE_SECONDS)

    refused = client.post(**how)
    read = client.get()
    slow.let_go.set()
    posting.join()

    assert refused.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert refused.headers["Retry-After"] == "60"
    assert read.status_code == HTTPStatus.OK
    assert client.post(**how).status_code == HTTPStatus.OK


def test_room_is_given_back_after_a_failure() -> None:
    def fail(environ: object, start_response: object) -> Iterable[bytes]:
        raise ZeroDivisionError

    client = Client(ReadersFirst(fail, most=1))

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            client.post(data=b"x")


def test_a_single_thread_cannot_be_left_to_readers() -> None:
    app = Flask("one")
    before = app.wsgi_app

    keep_room(app, 1)

    assert app.wsgi_app == before

"""Slow senders do not keep readers waiting, and are let in again when there is room."""

import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.test import Client

from reviewblog.web.readers_first import WAIT_SECONDS, ReadersFirst, init_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PATIENCE_SECONDS = 20


class Slow:
    """An application whose answers to bodies wait until they are let go."""

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
        return [environ["wsgi.input"].read(100)]


class Trickle(BytesIO):
    """A body that stops in the middle until it is let go."""

    def __init__(self, whole: bytes) -> None:
        super().__init__(whole)
        self.begun = threading.Event()
        self.let_go = threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.begun.set()
        self.let_go.wait(PATIENCE_SECONDS)
        return super().read(size)


def test_who_never_ends_a_form_keeps_nobody_from_reading() -> None:
    slow, body = Slow(), Trickle(b"name=x")
    slow.let_go.set()
    client = Client(ReadersFirst(slow, most=1, small=100))
    sending = {"input_stream": body, "content_length": 6}
    posting = threading.Thread(target=client.post, kwargs=sending)
    posting.start()
    assert body.begun.wait(PATIENCE_SECONDS)

    refused = client.post(data=b"name=y")
    read = client.get()
    body.let_go.set()
    posting.join()

    assert refused.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert refused.headers["Retry-After"] == "60"
    assert read.status_code == HTTPStatus.OK
    assert client.post(data=b"name=z").data == b"name=z"


def test_many_who_wait_in_vain_do_not_wait_one_after_the_other() -> None:
    """They take the thread that is left to readers, who would wait behind them."""
    slow, body = Slow(), Trickle(b"name=x")
    slow.let_go.set()
    client = Client(ReadersFirst(slow, most=1, small=100))
    sending = {"input_stream": body, "content_length": 6}
    posting = threading.Thread(target=client.post, kwargs=sending)
    posting.start()
    assert body.begun.wait(PATIENCE_SECONDS)

    began = time.monotonic()
    statuses = {client.post(data=b"name=y").status_code for _ in range(20)}
    took = time.monotonic() - began
    body.let_go.set()
    posting.join()

    assert statuses == {HTTPStatus.SERVICE_UNAVAILABLE}
    assert took < 10 * WAIT_SECONDS
    assert client.post(data=b"name=z").data == b"name=z"


@pytest.mark.parametrize(
    "how", [{"data": b"x" * 101}, {"headers": {"Transfer-Encoding": "chunked"}}]
)
def test_what_may_be_large_keeps_its_place_until_it_is_answered(
    how: dict[str, object],
) -> None:
    slow = Slow()
    client = Client(ReadersFirst(slow, most=1, small=100))
    posting = threading.Thread(target=client.post, kwargs=how)
    posting.start()
    assert slow.begun.acquire(timeout=PATIENCE_SECONDS)

    refused, read = client.post(**how), client.get()
    slow.let_go.set()
    posting.join()

    assert refused.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert read.status_code == HTTPStatus.OK
    assert client.post(**how).status_code == HTTPStatus.OK


def test_a_crowd_that_sends_forms_at_once_is_not_refused() -> None:
    slow = Slow()
    client = Client(ReadersFirst(slow, most=1, small=100))

    with ThreadPoolExecutor(8) as crowd:
        answers = [crowd.submit(client.post, data=b"name=x") for _ in range(8)]
        for _ in range(8):
            assert slow.begun.acquire(timeout=PATIENCE_SECONDS)
        slow.let_go.set()

    assert {answer.result().data for answer in answers} == {b"name=x"}


@pytest.mark.parametrize("sent", [b"", b"theme"])
def test_a_form_that_is_cut_off_is_the_applications_business(
    app: Flask, sent: bytes
) -> None:
    plain, behind = (
        Client(each).post(
            "/theme",
            input_stream=BytesIO(sent),
            content_length=50,
            content_type="application/x-www-form-urlencoded",
        )
        for each in (app.wsgi_app, ReadersFirst(app.wsgi_app, most=1, small=100))
    )

    assert behind.status_code == plain.status_code
    assert behind.status_code < HTTPStatus.INTERNAL_SERVER_ERROR


@pytest.mark.parametrize("length", ["x", "-1", "1e3", "²"])
def test_a_length_that_is_none_does_no_harm(app: Flask, length: str) -> None:
    client = Client(ReadersFirst(app.wsgi_app, most=1, small=100))

    answer = client.post("/theme", environ_overrides={"CONTENT_LENGTH": length})

    assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR


@pytest.mark.parametrize("small", [0, 100])
def test_room_is_given_back_after_a_failure(small: int) -> None:
    def fail(environ: object, start_response: object) -> Iterable[bytes]:
        raise ZeroDivisionError

    client = Client(ReadersFirst(fail, most=1, small=small))

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            client.post(data=b"x")


def test_a_single_thread_cannot_be_left_to_readers() -> None:
    app = Flask("one")
    before = app.wsgi_app

    init_app(app, 1)

    assert app.wsgi_app == before

"""Handing errands over: quick, in the background, and never a reason to fail."""

import socket
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from huey.exceptions import HueyException

from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.errands import Errand, ask_for
from reviewblog.extensions import db
from reviewblog.jobs import job_queue
from reviewblog.jobs.queue import ENOUGH_WAITING, JobQueue, QueueError
from reviewblog.jobs.storage import build_huey
from tests.jobs.conftest import Build


def waiting_in(queue: JobQueue) -> list[str]:
    """Hand over what is on its way, and name what waits."""
    queue.close()
    return [type(task).__name__ for task in queue.huey.pending()]


def add_view(app: Flask, *errands: Errand, fails: bool = False) -> None:
    @app.get("/asking")
    def ask() -> str:
        with transaction(db.session()) as session:
            for errand in errands:
                ask_for(session, errand)
        if fails:
            raise ZeroDivisionError
        return "done"


def test_what_a_request_asks_for_is_handed_over(app: Flask) -> None:
    add_view(app, Errand.SEND_MAIL, Errand.PING_HUB)

    app.test_client().get("/asking")

    assert sorted(waiting_in(job_queue(app))) == ["ping-hub", "send-mail"]


def test_a_request_that_asks_for_nothing_opens_no_queue(
    app: Flask, settings: Settings
) -> None:
    app.test_client().get("/healthz")

    job_queue(app).close()
    assert not (settings.instance_path / "jobs.sqlite").exists()


def test_a_queue_that_cannot_be_opened_fails_no_request(
    app: Flask, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    (settings.instance_path / "jobs.sqlite").mkdir()
    add_view(app, Errand.SEND_MAIL)

    response = app.test_client().get("/asking")

    job_queue(app).close()
    assert response.text == "done"
    assert "send-mail has to wait for the clock" in caplog.text


def test_a_redis_that_is_gone_fails_no_request(
    build: Build, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = build(redis_url=f"unix://{tmp_path}/nowhere")
    add_view(app, Errand.SEND_MAIL)

    response = app.test_client().get("/asking")

    job_queue(app).close()
    assert response.text == "done"
    assert "send-mail has to wait for the clock" in caplog.text


def test_an_answer_does_not_wait_for_a_redis_that_says_nothing(
    build: Build, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        app = build(redis_url=f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        add_view(app, Errand.SEND_MAIL)

        response = app.test_client().get("/asking")

        # It would have been given up, and said so, before an answer that waits for it.
        assert response.text == "done"
        assert "has to wait for the clock" not in caplog.text
    job_queue(app).close()
    assert "send-mail has to wait for the clock" in caplog.text


def test_a_queue_that_nobody_empties_does_not_grow(app: Flask) -> None:
    for _ in range(ENOUGH_WAITING + 50):
        queue = JobQueue(app)
        queue.soon(Errand.SEND_MAIL)
        queue.close()

    assert len(waiting_in(job_queue(app))) == ENOUGH_WAITING


def test_what_is_asked_for_time_and_again_is_handed_over_once(app: Flask) -> None:
    queue = job_queue(app)
    for _ in range(50):
        queue.soon(Errand.SEND_MAIL)
        queue.soon(Errand.TELL_READERS)

    assert sorted(waiting_in(queue)) == ["send-mail", "tell-readers"]


def test_what_is_asked_for_after_that_is_handed_over_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewblog.jobs.queue.GATHERING", 0)
    queue = job_queue(app)
    queue.soon(Errand.SEND_MAIL)
    began = time.monotonic()
    while not queue.count_waiting() and time.monotonic() - began < 10:
        time.sleep(0.01)
    queue.soon(Errand.SEND_MAIL)

    assert waiting_in(queue) == ["send-mail", "send-mail"]


def test_what_waits_can_be_counted(app: Flask) -> None:
    queue = job_queue(app)
    queue.soon(Errand.SEND_MAIL)
    queue.close()

    assert queue.count_waiting() == 1


def test_who_does_an_errand_is_busy_until_it_is_done(app: Flask) -> None:
    queue = job_queue(app)
    assert not queue.is_busy()

    with suppress(ZeroDivisionError), queue.at_work():
        assert queue.is_busy()
        raise ZeroDivisionError

    assert not queue.is_busy()


def test_a_queue_with_an_errand_in_it_is_busy(app: Flask) -> None:
    queue = job_queue(app)
    queue.soon(Errand.SEND_MAIL)
    queue.close()

    assert queue.is_busy()


def test_nobody_is_busy_with_a_queue_that_cannot_be_reached(
    app: Flask, settings: Settings
) -> None:
    (settings.instance_path / "jobs.sqlite").mkdir()

    assert not job_queue(app).is_busy()


def test_a_queue_that_cannot_be_counted_says_so(app: Flask, settings: Settings) -> None:
    (settings.instance_path / "jobs.sqlite").mkdir()

    with pytest.raises(QueueError):
        job_queue(app).count_waiting()


def test_a_real_valkey_keeps_the_queue(build: Build, valkey: str) -> None:
    app = build(redis_url=valkey)
    add_view(app, Errand.SEND_MAIL)

    app.test_client().get("/asking")

    assert waiting_in(job_queue(app)) == ["send-mail"]


def test_two_sites_on_one_server_do_not_mix(settings: Settings, valkey: str) -> None:
    one = build_huey(replace(settings, redis_url=valkey))
    other = build_huey(replace(settings, redis_url=valkey, secret_key="x" * 40))

    one.storage.enqueue(b"mine")

    assert (one.pending_count(), other.pending_count()) == (1, 0)


@pytest.mark.parametrize("kind", ["file", "redis"])
def test_a_message_somebody_else_wrote_is_not_opened(
    request: pytest.FixtureRequest, settings: Settings, kind: str
) -> None:
    url = request.getfixturevalue("valkey") if kind == "redis" else ""
    huey = build_huey(replace(settings, redis_url=url))
    forged = pickle_that_would(print, "opened")
    huey.storage.enqueue(forged)

    with pytest.raises((ValueError, HueyException), match=r"Separator|Signature"):
        huey.dequeue()

    huey.storage.close()


def pickle_that_would(call: Any, argument: str) -> bytes:
    import pickle  # noqa: PLC0415 -- of use here only

    class Trap:
        def __reduce__(self) -> Any:
            return call, (argument,)

    return pickle.dumps(Trap())

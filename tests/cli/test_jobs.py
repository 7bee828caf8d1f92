"""``reviewblog jobs list``: what an operator sees of the background."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy.orm import Session

from reviewblog.cli.jobs import jobs_cli
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.errands import Errand, lock_state
from reviewblog.jobs import job_queue
from reviewblog.mail.models import Delivery
from tests.factories import LONG_AGO, save
from tests.mail.letters import a_message


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    return replace(
        settings,
        instance_path=tmp_path,
        smtp_url="smtps://ada:a-secret-word@mail.example",
        mail_from="reviews@reviews.example",
    )


@pytest.fixture
def app(fresh_app: Flask) -> Iterator[Flask]:
    """An application with a queue of its own."""
    yield fresh_app
    job_queue(fresh_app).close()


def list_jobs(runner: FlaskCliRunner) -> str:
    result = runner.invoke(jobs_cli, ["list"])
    assert result.exit_code == 0, result.output
    output: str = result.output
    return output


def test_it_says_where_mail_goes_out(runner: FlaskCliRunner) -> None:
    output = list_jobs(runner)

    assert "Mail goes out through mail.example:465." in output
    assert "a-secret-word" not in output


def test_it_shows_mail_that_is_not_out(
    runner: FlaskCliRunner, session: Session
) -> None:
    save(session, a_message(uuid=uuid4(), subject="Sent", status=Delivery.SENT))
    save(session, a_message(uuid=uuid4(), subject="Later", last_error="450 Later"))
    failed = a_message(
        uuid=uuid4(), subject="Never", status=Delivery.FAILED, attempts=1
    )
    save(session, failed)

    output = list_jobs(runner)

    assert "Mail: 1 queued, 0 sending, 1 sent, 1 failed" in output
    assert "queued, tried 0 times, next 2020-01-01 12:00 UTC" in output
    assert "to jane@example.org, Later: 450 Later" in output
    assert f"#{failed.id} failed, tried 1 times, to jane@example.org, Never" in output
    assert "#" in output
    assert "Sent" not in output


def test_it_shows_what_is_done_by_the_clock(
    runner: FlaskCliRunner, session: Session
) -> None:
    with transaction(session):
        lock_state(session, Errand.SEND_DIGESTS).succeed(until=LONG_AGO)
        lock_state(session, Errand.PING_HUB).fail("the hub answered 503", at=LONG_AGO)

    output = list_jobs(runner)

    assert "send-mail: every minute\n" in output
    assert "send-digests: every minute, done until 2020-01-01 12:00 UTC\n" in output
    assert "ping-hub: every minute, failed 1 times: the hub answered 503\n" in output
    assert "forget-mail: every hour\n" in output


def test_it_counts_what_was_asked_for(runner: FlaskCliRunner, app: Flask) -> None:
    job_queue(app).soon(Errand.SEND_MAIL)
    job_queue(app).close()

    assert "Errands asked for and not begun: 1" in list_jobs(runner)


def test_it_says_so_when_the_queue_is_gone(
    runner: FlaskCliRunner, settings: Settings
) -> None:
    (settings.instance_path / "jobs.sqlite").mkdir()

    assert "The queue cannot be reached" in list_jobs(runner)

"""``reviewblog jobs``: what the program does by itself, run and looked at by hand."""

import sys
from collections.abc import Iterable, Iterator

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy import select

from reviewblog.app import create_app
from reviewblog.cli.processes import RUNNER, call_itself, end_with_parent
from reviewblog.config import Settings
from reviewblog.errands import ErrandState
from reviewblog.extensions import db
from reviewblog.jobs import job_queue
from reviewblog.jobs.queue import QueueError
from reviewblog.mail.models import Delivery, OutboxMessage
from reviewblog.mail.queries import count_by_status, recent
from reviewblog.mail_server import parse_mail_server

SHOWN = 50
UNSENT = (Delivery.QUEUED, Delivery.SENDING, Delivery.FAILED)

jobs_cli = AppGroup("jobs", help="Run or look at what is done in the background.")


@jobs_cli.command("run")
def run_jobs() -> None:
    """Send mail and do whatever else is due, until stopped.

    `reviewblog serve` does so by itself, unless it is told --no-jobs.
    """
    from reviewblog.jobs.runner import run_errands  # noqa: PLC0415 -- loads the queue

    click.echo("Running jobs. Stop with Ctrl-C.")
    run_errands(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 -- werkzeug's documented name


@jobs_cli.command("list")
def list_jobs() -> None:
    """Show what is queued, what has failed, and what is done by the clock."""
    session = db.session()
    click.echo(_mail_server())
    counts = count_by_status(session)
    click.echo("Mail: " + ", ".join(f"{n} {status}" for status, n in counts.items()))
    for message in recent(session, *UNSENT, limit=SHOWN):
        click.echo(_message(message))
    click.echo(_queue())
    for line in _schedule(session.scalars(select(ErrandState))):
        click.echo(line)


def run_beside(server: int, app: Flask | None) -> None:
    """Be the runner that a server keeps beside its workers; it is told its number.

    A fork has the server's application, one that starts afresh builds its own.
    """
    end_with_parent(server)
    call_itself(RUNNER)
    from reviewblog.jobs.runner import run_errands, run_in_turns  # noqa: PLC0415 -- loads the queue

    app = app or create_app(Settings.load())
    if sys.platform == "linux":
        run_in_turns(app, end_with_parent)
    else:
        run_errands(app)


def _mail_server() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.sends_mail:
        return "No mail server is set up (SMTP_URL): no mail is written."
    server = parse_mail_server(settings.smtp_url)
    return f"Mail goes out through {server.host}:{server.port}."


def _message(message: OutboxMessage) -> str:
    when = f", next {message.next_attempt_at:%Y-%m-%d %H:%M} UTC"
    tried = f"tried {message.attempts} times"
    note = f": {message.last_error}" if message.last_error else ""
    return (
        f"  #{message.id} {message.status}, {tried}"
        f"{'' if message.status is Delivery.FAILED else when}"
        f", to {message.recipient}, {message.subject}{note}"
    )


def _queue() -> str:
    try:
        waiting = job_queue().count_waiting()
    except QueueError as error:
        return f"The queue cannot be reached: {error}"
    return f"Errands asked for and not begun: {waiting}"


def _schedule(states: Iterable[ErrandState]) -> Iterator[str]:
    from reviewblog.jobs.schedule import SCHEDULE  # noqa: PLC0415 -- loads the queue

    notes = {state.name: _state(state) for state in states}
    for errand, (_, often) in SCHEDULE.items():
        yield f"  {errand}: {often}{notes.get(errand, '')}"


def _state(state: ErrandState) -> str:
    if state.last_error:
        return f", failed {state.failures} times: {state.last_error}"
    if state.done_until:
        return f", done until {state.done_until:%Y-%m-%d %H:%M} UTC"
    return ""

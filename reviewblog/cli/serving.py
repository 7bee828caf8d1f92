"""``reviewblog serve``: prepare everything, then serve with a production server.

Granian runs the WSGI application in worker processes with a few threads each; its
HTTP is compiled, which leaves Python's time to the pages.
"""

import os
import sys
from collections.abc import Callable
from contextlib import nullcontext

import click
from flask import Flask

from reviewblog.app import create_app
from reviewblog.cli.addresses import address_of, refuse_taken_address
from reviewblog.cli.preparation import prepare, setup_link
from reviewblog.cli.processes import end_with_parent, runner_beside
from reviewblog.config import Settings

THREADS_PER_WORKER = 4


def server_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that ``serve`` and ``demo`` share."""
    workers = click.option(
        "--workers",
        type=click.IntRange(1, 64),
        default=max(2, min(os.cpu_count() or 1, 8)),
        show_default=True,
        help="Processes that answer requests.",
    )
    port = click.option(
        "--port", type=click.IntRange(1, 65535), default=8000, show_default=True
    )
    host = click.option("--host", default="127.0.0.1", show_default=True)
    for option in (workers, port, host):
        function = option(function)
    return function


@click.command
@server_options
@click.option(
    "--jobs/--no-jobs",
    default=True,
    show_default=True,
    help="Send mail and do other work in the background, in a process beside.",
)
def serve(host: str, port: int, workers: int, *, jobs: bool) -> None:
    """Prepare the instance folder and the database, and serve the site."""
    settings = Settings.load(site_url=address_of(host, port))
    app = create_app(settings)
    refuse_taken_address(host, port)
    prepare(app, tell=click.echo)
    announce(app)
    with runner_beside(settings) if jobs else nullcontext():
        run_server(settings, host, port, workers)


def announce(app: Flask) -> None:
    """Say where the site is and, while nobody owns it, how to take it over."""
    settings: Settings = app.config["SETTINGS"]
    click.echo(f"Serving {settings.site_url}/ from {settings.instance_path}")
    link = setup_link(app)
    if link:
        click.echo(f"Nobody owns this site yet. Set it up once at:\n  {link}")
    sys.stdout.flush()


def run_server(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until told to stop; workers finish what they have begun."""
    from granian import Granian  # noqa: PLC0415 -- other commands start without it
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415

    # Workers build their own application from the same settings.
    os.environ["REVIEWBLOG_INSTANCE_PATH"] = str(settings.instance_path)
    os.environ["REVIEWBLOG_SITE_URL"] = settings.site_url
    server = Granian(
        "reviewblog.cli.serving:load_worker_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS_PER_WORKER,
        http=HTTPModes.http1,
        websockets=False,
        log_level="warning",  # type: ignore[arg-type]  # an enum of strings
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.serve()


def load_worker_app() -> Flask:
    """Build the application inside a worker process."""
    end_with_parent()
    return create_app(Settings.load())

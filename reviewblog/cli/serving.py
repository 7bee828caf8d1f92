"""``reviewblog serve``: prepare everything, then serve with a production server.

Granian runs the WSGI application in worker processes with a few threads each; its
HTTP is compiled, which leaves Python's time to the pages.
"""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import click
from flask import Flask

from reviewblog.cli.preparation import prepare, setup_link
from reviewblog.config import Settings

THREADS_PER_WORKER = 4
PARENT_CHECK_SECONDS = 1.0
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 -- recognised, not bound


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
def serve(host: str, port: int, workers: int) -> None:
    """Prepare the instance folder and the database, and serve the site."""
    settings = Settings.load(site_url=address_of(host, port))
    app = build_app(settings)
    prepare(app, tell=click.echo)
    announce(app)
    run_server(settings, host, port, workers)


def address_of(host: str, port: int) -> str:
    """Return the address at which this machine reaches a server bound there."""
    name = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def build_app(settings: Settings) -> Flask:
    """Build the application; the factory is imported late as it sees us."""
    from reviewblog.app import create_app  # noqa: PLC0415

    return create_app(settings)


def announce(app: Flask) -> None:
    """Say where the site is and, while nobody owns it, how to take it over."""
    settings: Settings = app.config["SETTINGS"]
    click.echo(f"Serving {settings.site_url}/ from {settings.instance_path}")
    link = setup_link(app)
    if link:
        click.echo(f"Nobody owns this site yet. Set it up once at:\n  {link}")
    sys.stdout.flush()


def run_server(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until told to stop; workers finish what they have begun.

    Raises:
        click.ClickException: the address cannot be bound.
    """
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
    try:
        server.serve()
    except OSError as error:
        address = urlsplit(settings.site_url).netloc
        raise click.ClickException(f"cannot serve on {address}: {error}") from error


def load_worker_app() -> Flask:
    """Build the application inside a worker process."""
    end_with_parent()
    return build_app(Settings.load())


def end_with_parent() -> None:
    """End this process when its parent is gone, however it went.

    A killed parent cannot tell its workers to stop; left alone, they would hold
    the address and the next start would fail.
    """
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_CHECK_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()

"""``reviewblog serve``: prepare everything, then serve with a production server.

Granian runs the WSGI application in worker processes with a few threads each; its
HTTP is compiled, which leaves Python's time to the pages. The application is built
once, before the processes part, so that they share its memory.
"""

import ctypes
import gc
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from reviewblog.app import create_app
from reviewblog.cli.addresses import address_of, refuse_taken_address
from reviewblog.cli.preparation import prepare, setup_link
from reviewblog.cli.processes import (
    end_with_parent,
    fork_ready_to_end,
    hand_on,
    runner_beside,
)
from reviewblog.config import Settings
from reviewblog.extensions import db
from reviewblog.web.first_pages import make_first_pages
from reviewblog.web.template_cache import keep_templates
from reviewblog.web.watch import WATCH, Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS_PER_WORKER = 4
# For the headers of a request, and between two requests over one connection.
HEADER_SECONDS = 30
# Each worker's; they and its files stay below the 1,024 that systems commonly allow.
MOST_CONNECTIONS = 512
STOP_SECONDS = 10
# A page makes thousands of objects that are gone with it, and few cycles; looking for
# those after every 700, as Python does, takes a twentieth of the time.
OBJECTS_BETWEEN_COLLECTIONS = 20_000
# Granian's allocator, jemalloc, keeps eight arenas for two cores, and for ten seconds
# what answers took. One arena and two seconds serve as well; half a second costs a
# fifteenth of the rate. It is read when it is loaded; an operator's own wish stands.
ALLOCATOR = "_RJEM_MALLOC_CONF", "narenas:1,dirty_decay_ms:2000"


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
    app = create_app(settings, threads=THREADS_PER_WORKER)
    refuse_taken_address(host, port)
    prepare(app, tell=click.echo)
    announce(app)
    keep_templates(app)
    share_memory(app)
    with runner_beside(app) if jobs else nullcontext():
        run_server(app, host, port, workers)


def announce(app: Flask) -> None:
    """Say where the site is and, while nobody owns it, how to take it over."""
    settings: Settings = app.config["SETTINGS"]
    click.echo(f"Serving {settings.site_url}/ from {settings.instance_path}")
    link = setup_link(app)
    if link:
        click.echo(f"Nobody owns this site yet. Set it up once at:\n  {link}")
    sys.stdout.flush()


def share_memory(app: Flask) -> None:
    """Get ready to part into processes: what is there now is there once for all.

    So the first pages are made here. No connection may be used on both sides of a fork.
    Objects that the collector leaves alone stay on pages that nobody has to copy.
    """
    make_first_pages(app)
    watch: Watch = app.extensions[WATCH]
    watch.let_go()
    with app.app_context():
        db.engine.dispose()
    gc.collect()
    gc.freeze()
    give_back_memory()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


def give_back_memory() -> None:
    """Let go of what the start has used and freed, which glibc keeps for later."""
    # Another libc does not know how.
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)


def run_server(app: Flask, host: str, port: int, workers: int) -> None:
    """Serve until told to stop; workers finish what they have begun."""
    os.environ.setdefault(*ALLOCATOR)
    from granian import Granian  # noqa: PLC0415 -- other commands start without it
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415
    from granian.http import HTTP1Settings  # noqa: PLC0415

    settings: Settings = app.config["SETTINGS"]
    hand_on(settings)
    server = Granian(
        "reviewblog.cli.serving:load_worker_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS_PER_WORKER,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        backpressure=MOST_CONNECTIONS,
        http=HTTPModes.http1,
        websockets=False,
        log_level="warning",  # type: ignore[arg-type]  # an enum of strings
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    _parent.update(app=app, number=os.getpid())
    fork_ready_to_end()
    server.serve()


# What a forked worker finds; one that was started afresh finds nothing.
_parent: dict[str, Any] = {}


def load_worker_app() -> "WSGIApplication":
    """Return what answers inside a worker process, without the call through Flask."""
    end_with_parent(_parent.get("number"))
    app: Flask | None = _parent.get("app")
    if app is None:
        app = create_app(Settings.load(), threads=THREADS_PER_WORKER)
    return app.wsgi_app

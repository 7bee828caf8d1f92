"""``reviewblog demo``: a throwaway site to look at, gone when it ends."""

import os
import secrets
import tempfile
from pathlib import Path

import click

from reviewblog.app import create_app
from reviewblog.cli.addresses import address_of, refuse_taken_address
from reviewblog.cli.preparation import prepare
from reviewblog.cli.processes import runner_beside
from reviewblog.cli.serving import (
    THREADS_PER_WORKER,
    announce,
    run_server,
    server_options,
    share_memory,
)
from reviewblog.clock import utcnow
from reviewblog.config import PREFIX, Settings
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.media.storage import MediaFolder

# What may be said to a throwaway site: never where a real one keeps its data.
KEPT_SETTINGS = frozenset(
    {"SITE_URL", "LOG_FORMAT", "ACCESS_LOG", "PAGE_CACHE_MB", "COMMENT_LIMIT"}
)


@click.command
@server_options
def demo(host: str, port: int, workers: int) -> None:
    """Serve a throwaway site filled with sample reviews and comments."""
    # With Pillow and the sample reviews, which no other command wants.
    from reviewblog.demo.filling import USERNAME, fill  # noqa: PLC0415

    forget_real_settings()
    refuse_taken_address(host, port)
    with tempfile.TemporaryDirectory(prefix="reviewblog-demo-") as folder:
        os.environ[f"{PREFIX}INSTANCE_PATH"] = folder
        settings = Settings.load(site_url=address_of(host, port))
        password = secrets.token_urlsafe(9)
        app = create_app(settings, threads=THREADS_PER_WORKER)
        prepare(app, tell=click.echo)
        with app.app_context(), transaction(db.session()) as session:
            fill(
                session,
                media=MediaFolder(settings.media_folder),
                password=password,
                at=utcnow(),
                progress=tell_progress,
            )
        click.echo("\rFilled with sample reviews and comments.")
        announce(app)
        click.echo(f"Sign in at {settings.site_url}/login")
        click.echo(f"  username: {USERNAME}\n  password: {password}")
        share_memory(app)
        with runner_beside(app):
            run_server(app, host, port, workers)
        click.echo(f"The sample site in {Path(folder)} is gone.")


def forget_real_settings() -> None:
    """Let nothing in the environment lead to a real site's database or media."""
    for name in list(os.environ):
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in KEPT_SETTINGS:
            del os.environ[name]


def tell_progress(text: str) -> None:
    """Show how far it is, on one line of a terminal."""
    if os.isatty(1):
        click.echo(f"\r{text}", nl=False)

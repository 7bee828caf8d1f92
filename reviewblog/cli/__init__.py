"""Commands for the person who runs the site: ``reviewblog --help``.

Each is loaded when it is asked for, so that nobody waits for the others.
"""

import gc
from importlib import import_module
from typing import TYPE_CHECKING

import click

from reviewblog import __version__
from reviewblog.config import SettingsError
from reviewblog.errors import DomainError, SchemaError

if TYPE_CHECKING:
    from flask import Flask

COMMANDS = {
    "serve": "serving:serve",
    "demo": "demo:demo",
    "user": "users:users_cli",
    "jobs": "jobs:jobs_cli",
    "search": "search:search_cli",
    "check": "maintenance:check",
}


def load_command(name: str) -> click.Command:
    """Import a command with all that it stands on.

    Imports make little garbage and much that stays; looking through all of it again
    and again takes the collector a tenth of a start. It does not look at it later,
    either: what a collector has never touched is shared by all processes.
    """
    module, _, attribute = COMMANDS[name].partition(":")
    gc.disable()
    try:
        loaded = import_module(f"{__name__}.{module}")
    finally:
        gc.freeze()
        gc.enable()
    command: click.Command = getattr(loaded, attribute)
    return command


class Commands(click.Group):
    """Our commands; they fail with one clear line instead of a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name them, without loading any."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one."""
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, translating what the rules and the settings refuse."""
        try:
            return super().invoke(ctx)
        except (SettingsError, SchemaError, DomainError) as refusal:
            raise click.ClickException(str(refusal)) from refusal


def prepared_app() -> "Flask":
    """Build the application on a database that is ready for it."""
    from reviewblog.cli import preparation  # noqa: PLC0415 -- every part of it

    return preparation.prepared_app()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reviewblog")
@click.pass_context
def main(context: click.Context) -> None:
    """Run a site of reviews: `reviewblog serve` is all it takes to begin."""
    from flask.cli import ScriptInfo  # noqa: PLC0415 -- it has come with the command

    context.obj = ScriptInfo(create_app=prepared_app, set_debug_flag=False)


def init_app(app: "Flask") -> None:
    """Put every command under ``flask`` as well."""
    for name in COMMANDS:
        app.cli.add_command(load_command(name))

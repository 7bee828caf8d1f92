"""Commands for the person who runs the site: ``reviewblog --help``."""

import click
from flask import Flask
from flask.cli import ScriptInfo

from reviewblog import __version__
from reviewblog.cli.demo import demo
from reviewblog.cli.jobs import jobs_cli
from reviewblog.cli.maintenance import check
from reviewblog.cli.preparation import prepared_app
from reviewblog.cli.search import search_cli
from reviewblog.cli.serving import serve
from reviewblog.cli.users import users_cli
from reviewblog.config import SettingsError
from reviewblog.errors import DomainError
from reviewblog.schema import SchemaError

COMMANDS: tuple[click.Command, ...] = (
    serve,
    demo,
    users_cli,
    jobs_cli,
    search_cli,
    check,
)


class OneLineErrors(click.Group):
    """A group whose commands fail with one clear line instead of a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, translating what the rules and the settings refuse."""
        try:
            return super().invoke(ctx)
        except (SettingsError, SchemaError, DomainError) as refusal:
            raise click.ClickException(str(refusal)) from refusal


@click.group(
    cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="reviewblog")
@click.pass_context
def main(context: click.Context) -> None:
    """Run a site of reviews: `reviewblog serve` is all it takes to begin."""
    context.obj = ScriptInfo(create_app=prepared_app, set_debug_flag=False)


for command in COMMANDS:
    main.add_command(command)


def init_app(app: Flask) -> None:
    """Put every command under ``flask`` as well."""
    for command in COMMANDS:
        app.cli.add_command(command)

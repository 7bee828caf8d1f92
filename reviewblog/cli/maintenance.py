"""``reviewblog check``: what an operator asks before and after touching anything."""

import click
from flask.cli import with_appcontext

from reviewblog.extensions import db
from reviewblog.schema import check_integrity, newest_revision


@click.command
@with_appcontext
def check() -> None:
    """Check settings, schema and database; upgrade an older one first."""
    check_integrity(db.engine)
    schema = newest_revision()
    click.echo(f"Settings are valid. The database is sound, at schema {schema}.")

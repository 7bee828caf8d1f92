"""``reviewblog check``: what an operator asks before and after touching anything."""

import click
from flask import current_app
from flask.cli import with_appcontext

from reviewblog.config import Settings
from reviewblog.extensions import db
from reviewblog.reviews.checkup.looking import look_over
from reviewblog.schema import check_integrity, newest_revision
from reviewblog.web.checkup_wording import WORDS


@click.command
@with_appcontext
def check() -> None:
    """Check settings, schema, database and archive; upgrade an older one first."""
    check_integrity(db.engine)
    schema = newest_revision()
    click.echo(f"Settings are valid. The database is sound, at schema {schema}.")
    for line in _archive():
        click.echo(line)


def _archive() -> list[str]:
    """Count what is amiss in the archive, which is no failure."""
    settings: Settings = current_app.config["SETTINGS"]
    found = look_over(db.session(), site_url=settings.site_url)
    counts = {kind: len(flaws) for kind, flaws in found.items() if flaws}
    if not counts:
        return ["Nothing is amiss in the archive."]
    lines = [
        f"  {count:,} {WORDS[kind].one if count == 1 else WORDS[kind].many}"
        for kind, count in counts.items()
    ]
    where = f"{settings.site_url}/dashboard/check/"
    return ["To mend in the archive:", *lines, f"Each is shown at {where}"]

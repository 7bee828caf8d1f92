"""``reviewblog search``: looking after the index of what can be found."""

import click
from flask.cli import AppGroup

from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews.indexing import BATCH, count_stale, index_stale
from reviewblog.search.index import clear

search_cli = AppGroup("search", help="Look after the search index.")


@search_cli.command("rebuild")
def rebuild_search() -> None:
    """Forget the index and read every review anew.

    The site stays up meanwhile; searches find what has been read so far. If it is
    stopped half-way, the next start or another run reads the rest.
    """
    with transaction(db.session()) as session:
        clear(session)
    total = count_stale(db.session())
    with click.progressbar(length=total, label="Reading the reviews") as bar:
        while done := _read_some():
            bar.update(done)
    click.echo(f"Indexed {total} {'review' if total == 1 else 'reviews'}.")


def _read_some() -> int:
    # Little at a time, so that nobody who wants to write waits for long.
    with transaction(db.session()) as session:
        return index_stale(session, limit=BATCH)

"""Forgetting what is kept for a set time only."""

from reviewblog.activity import forget_old_deeds
from reviewblog.clock import utcnow
from reviewblog.comments.akismet.questions import forget_questions
from reviewblog.comments.upkeep import forget_readers
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.site.defaults import get_site
from reviewblog.stats.retention import fold_month, forget_details, months_to_fold


def forget_old_activity() -> None:
    """Delete what was done at the desk longer ago than it is kept."""
    with transaction(db.session()) as session:
        forget_old_deeds(session, at=utcnow())


def forget_addresses() -> None:
    """Drop the hashes of network addresses, and addresses that no comment gives."""
    with transaction(db.session()) as session:
        forget_readers(session, at=utcnow())
        forget_questions(session, at=utcnow())


def fold_stats() -> None:
    """Let go of details of what was read, a month with each transaction."""
    at = utcnow()
    with transaction(db.session()) as session:
        today = at.astimezone(get_site(session).zone).date()
        forget_details(session, today=today)
        months = months_to_fold(session, today=today)
    for month in months:
        with transaction(db.session()) as session:
            fold_month(session, month)

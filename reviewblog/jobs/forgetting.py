"""Forgetting what is kept for a set time only."""

from reviewblog.activity import forget_old_deeds
from reviewblog.clock import utcnow
from reviewblog.comments.upkeep import forget_readers
from reviewblog.db import transaction
from reviewblog.extensions import db


def forget_old_activity() -> None:
    """Delete what was done at the desk longer ago than it is kept."""
    with transaction(db.session()) as session:
        forget_old_deeds(session, at=utcnow())


def forget_addresses() -> None:
    """Drop the hashes of network addresses, and addresses that no comment gives."""
    with transaction(db.session()) as session:
        forget_readers(session, at=utcnow())

"""The runner's sign of life, which the desk looks for."""

from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errands import Errand, lock_state
from reviewblog.extensions import db


def show_life() -> None:
    """Note that errands are being done at this moment."""
    with transaction(db.session()) as session:
        lock_state(session, Errand.SHOW_LIFE).succeed(until=utcnow())

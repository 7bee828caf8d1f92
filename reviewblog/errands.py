"""Errands: what the program does by itself, soon after an answer or by the clock.

Each errand asks the database what is due and does that, so running one twice or late
does no harm, and nothing is lost where nobody ran it for a while.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from random import SystemRandom

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from reviewblog.db import Base, insert_into

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
MOST_DOUBLINGS = 16
LONGEST_NOTE = 500

_ASKED = "errands"
_random = SystemRandom()


class Errand(StrEnum):
    """What there is to do."""

    SEND_MAIL = "send-mail"
    SEND_DIGESTS = "send-digests"
    PING_HUB = "ping-hub"
    FORGET_MAIL = "forget-mail"
    FORGET_ACTIVITY = "forget-activity"
    TELL_READERS = "tell-readers"
    FORGET_ADDRESSES = "forget-addresses"
    SWEEP_MIRROR = "sweep-mirror"
    FOLD_STATS = "fold-stats"
    SHOW_LIFE = "show-life"
    ASK_AKISMET = "ask-akismet"


class ErrandState(Base):
    """How far an errand has come that must not be run twice for the same thing.

    ``done_until`` is the moment up to which everything has been dealt with.
    """

    __tablename__ = "errand"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    done_until: Mapped[datetime | None]
    failures: Mapped[int]
    next_attempt_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(LONGEST_NOTE))

    def is_waiting(self, *, at: datetime) -> bool:
        """Tell whether it failed, or was begun elsewhere, too short a while ago."""
        return self.next_attempt_at is not None and self.next_attempt_at > at

    def succeed(self, *, until: datetime | None) -> None:
        """Note that everything up to a moment has been dealt with, or nothing yet."""
        self.done_until = until
        self.failures = 0
        self.next_attempt_at = None
        self.last_error = ""

    def fail(self, reason: str, *, at: datetime) -> None:
        """Note why it failed, and try again later."""
        self.failures += 1
        self.next_attempt_at = at + back_off(self.failures)
        self.last_error = reason[:LONGEST_NOTE]


def ask_for(session: Session, errand: Errand) -> None:
    """Let an errand be run as soon as the transaction has ended."""
    session.info.setdefault(_ASKED, set()).add(errand)


def take_asked(session: Session) -> set[Errand]:
    """Return the errands that were asked for, once."""
    asked: set[Errand] = session.info.pop(_ASKED, set())
    return asked


def lock_state(session: Session, errand: Errand) -> ErrandState:
    """Return an errand's state, for one runner at a time."""
    first = {
        "name": errand,
        "failures": 0,
        "last_error": "",
    }
    statement = insert_into(session, ErrandState).values(first)
    session.execute(statement.on_conflict_do_nothing())
    return session.get_one(
        ErrandState, errand, with_for_update=True, populate_existing=True
    )


def back_off(failures: int) -> timedelta:
    """Say how long to wait after so many failures in a row.

    The wait doubles up to a few hours. The jitter keeps everything that failed
    together from coming back together.
    """
    doublings = min(max(failures, 1) - 1, MOST_DOUBLINGS)
    wait: timedelta = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
    return wait * _random.uniform(0.9, 1.1)

"""Failed sign-ins are counted, and guessers are made to wait.

Counted are a name tried from an address, and the address: never a name alone, or
a stranger could lock the author out from anywhere. An attempt is counted before its
password is looked at and forgiven afterwards if that was right, so that a hundred
attempts at once are a hundred attempts.
"""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from msgspec import Struct
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from reviewblog.accounts.models import FailedLogin
from reviewblog.accounts.upserts import upsert
from reviewblog.errors import TooManyError
from reviewblog.limit import Limit
from reviewblog.tokens import keyed_hash

FREE_FAILURES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
PAIR_MEMORY = timedelta(days=1)


class Attempt(Struct, frozen=True, kw_only=True):
    """Somebody at the door: the keys under which their failures are counted."""

    pair: str
    address: str

    @classmethod
    def of(cls, name: str, address: str, *, secret: str) -> "Attempt":
        """Describe an attempt without keeping the name or the address."""
        network = network_of(address)
        return cls(
            pair=f"pair:{keyed_hash(secret, f'{network} {name.casefold()}')}",
            address=f"address:{keyed_hash(secret, network)}",
        )


def count_attempt(
    session: Session, attempt: Attempt, *, limit: Limit | None, at: datetime
) -> None:
    """Count an attempt as failed, unless it comes too early.

    Raises:
        TooManyError: too many have failed before; this one is not counted.
    """
    pair = _known_failures(session, attempt.pair, PAIR_MEMORY, at)
    address = _known_failures(session, attempt.address, _window(limit), at)
    wait = _wait_for_pair(pair, at)
    if limit and address.count >= limit.count:
        wait = max(wait, address.last + _window(limit) - at)
    if wait > timedelta():
        raise _too_many(wait)
    for key, known in ((attempt.pair, pair), (attempt.address, address)):
        row = update(FailedLogin).where(FailedLogin.key == key)
        session.execute(row.values(failures=known.count + 1, last_failed_at=at))


def forgive(session: Session, attempt: Attempt) -> None:
    """Take an attempt back that turned out to be right."""
    session.execute(delete(FailedLogin).where(FailedLogin.key == attempt.pair))
    session.execute(
        update(FailedLogin)
        .where(FailedLogin.key == attempt.address, FailedLogin.failures > 0)
        .values(failures=FailedLogin.failures - 1)
    )


def forget_old_failures(session: Session, *, limit: Limit | None, at: datetime) -> None:
    """Remove counts that no longer make anybody wait."""
    memory = max(PAIR_MEMORY, _window(limit))
    # Rows that somebody is counting on right now are left to the next time.
    old = (
        select(FailedLogin.key)
        .where(FailedLogin.last_failed_at <= at - memory)
        .with_for_update(skip_locked=True)
    )
    session.execute(delete(FailedLogin).where(FailedLogin.key.in_(old)))


def network_of(address: str) -> str:
    """Return what one visitor can easily have: an address, or a /64 of IPv6."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((int(ip), 64), strict=False))
    return str(ip)


class _Failures(Struct, frozen=True):
    count: int
    last: datetime


def _known_failures(
    session: Session, key: str, memory: timedelta, at: datetime
) -> _Failures:
    """Read a count and hold it: whoever comes next waits for our answer."""
    statement = upsert(
        session,
        FailedLogin,
        {"key": key, "failures": 0, "last_failed_at": at},
        key="key",
        changing=["key"],
    ).returning(FailedLogin.failures, FailedLogin.last_failed_at)
    failures, last_failed_at = session.execute(statement).one()
    if last_failed_at + memory <= at:
        return _Failures(0, at)
    return _Failures(failures, last_failed_at)


def _wait_for_pair(pair: _Failures, at: datetime) -> timedelta:
    if pair.count < FREE_FAILURES:
        return timedelta()
    # The doublings are bounded before they are made.
    doublings = min(pair.count - FREE_FAILURES, 10)
    return pair.last + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT) - at


def _window(limit: Limit | None) -> timedelta:
    return timedelta(seconds=limit.seconds if limit else 0)


def _too_many(wait: timedelta) -> TooManyError:
    seconds = ceil(wait.total_seconds())
    minutes = ceil(seconds / 60)
    words = "a minute" if minutes == 1 else f"{minutes} minutes"
    return TooManyError(
        f"Too many attempts to sign in have failed. Please try again in {words}.",
        retry_after=seconds,
    )

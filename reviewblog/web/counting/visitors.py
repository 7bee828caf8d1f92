"""Who a request comes from, as far as a count must know it."""

from typing import TYPE_CHECKING

from reviewblog.accounts.throttle import network_of
from reviewblog.clock import utcnow
from reviewblog.stats.agents import is_robot
from reviewblog.stats.crowds import bit_of
from reviewblog.tokens import keyed_hash

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


def wants_no_counting(environ: "WSGIEnvironment") -> bool:
    """Tell whether a browser asks not to be tracked (``DNT``, Global Privacy Control).

    A count is no track, but whoever asks need not know that.
    """
    return environ.get("HTTP_DNT") == "1" or environ.get("HTTP_SEC_GPC") == "1"


def is_prefetch(environ: "WSGIEnvironment") -> bool:
    """Tell whether a browser fetches what nobody has asked for yet."""
    names = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")
    return any("prefetch" in environ.get(name, "") for name in names)


def may_be_counted(environ: "WSGIEnvironment") -> bool:
    """Tell whether a person who does not mind is behind a request for a page."""
    if wants_no_counting(environ) or is_prefetch(environ):
        return False
    return not is_robot(environ.get("HTTP_USER_AGENT", ""))


def bit_of_reader(secret: str, address: str, agent: str) -> int:
    """Return the bit that a feed's reader sets (`reviewblog.stats.crowds`).

    It is of a UTC day: nobody is known again the day after.
    """
    reader = f"{utcnow():%Y-%m-%d} {network_of(address)} {agent}"
    return bit_of(keyed_hash(secret, reader))

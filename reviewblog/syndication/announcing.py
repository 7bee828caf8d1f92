"""WebSub, the publisher's side: the hub is told that a feed has changed, and why not.

What has changed is read off the clock rather than noted by whoever changes it, so a
scheduled review is announced as it appears.
"""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from msgspec import Struct
from sqlalchemy import func
from sqlalchemy.orm import Session

from reviewblog.errands import Errand, ask_for, lock_state
from reviewblog.outgoing.errors import OutgoingError
from reviewblog.outgoing.requests import Gateway
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import published
from reviewblog.site.defaults import get_site

# The feeds that name the hub (https://www.w3.org/TR/websub/#discovery).
FEEDS = ("/feed.xml", "/atom.xml", "/feed.json")
# Long enough for every request to run into its limit.
LEASE = timedelta(minutes=5)


class Announcement(Struct, frozen=True):
    """What the hub shall be told: everything that changed up to a moment."""

    hub: str
    until: datetime


def choose_hub(session: Session, address: str) -> None:
    """Name the hub, or none; another one is told of everything there is."""
    site = get_site(session)
    if address == site.websub_hub:
        return
    site.websub_hub = address
    lock_state(session, Errand.PING_HUB).succeed(until=None)
    ask_to_announce(session)


def ask_to_announce(session: Session) -> None:
    """Let the hub be told soon of what this transaction changes."""
    if get_site(session).websub_hub:
        ask_for(session, Errand.PING_HUB)


def claim_announcement(session: Session, *, at: datetime) -> Announcement | None:
    """Take what is to be announced; None if there is nothing, or another has it."""
    hub = get_site(session).websub_hub
    newest = _last_change(session, at=at)
    if not hub or newest is None:
        return None
    state = lock_state(session, Errand.PING_HUB)
    is_known = state.done_until is not None and newest <= state.done_until
    if is_known or state.is_waiting(at=at):
        return None
    state.next_attempt_at = at + LEASE
    return Announcement(hub, newest)


def announce(
    announcement: Announcement, gateway: Gateway, *, site_url: str
) -> OutgoingError | None:
    """Tell the hub of every feed; return why that failed, if it did."""
    try:
        for path in FEEDS:
            _ping(gateway, announcement.hub, f"{site_url}{path}")
    except OutgoingError as error:
        return error
    return None


def settle(
    session: Session,
    announcement: Announcement,
    error: OutgoingError | None,
    *,
    at: datetime,
) -> None:
    """Note what became of an announcement."""
    state = lock_state(session, Errand.PING_HUB)
    if error is not None:
        state.fail(str(error), at=at)
    else:
        state.succeed(until=announcement.until)


def _ping(gateway: Gateway, hub: str, feed: str) -> None:
    answer = gateway.ask(
        hub,
        method="POST",
        body=urlencode({"hub.mode": "publish", "hub.url": feed}).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    if not answer.is_success:
        raise OutgoingError(f"the hub answered {answer.status} for {feed}")


def _last_change(session: Session, *, at: datetime) -> datetime | None:
    shown = published(at=at).order_by(None)
    appeared, changed = session.execute(
        shown.with_only_columns(
            func.max(Review.published_at), func.max(Review.updated_at)
        )
    ).one()
    # A time of publication may be corrected to one long gone.
    return max(filter(None, (appeared, changed)), default=None)

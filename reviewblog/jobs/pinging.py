"""WebSub: telling the hub that the feeds have something new."""

import logging

from flask import current_app

from reviewblog.clock import utcnow
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.outgoing.requests import Gateway
from reviewblog.syndication.announcing import announce, claim_announcement, settle

log = logging.getLogger(__name__)


def ping_hub() -> None:
    """Tell the hub, if there is one, and if there is something to tell."""
    with transaction(db.session()) as session:
        announcement = claim_announcement(session, at=utcnow())
    if announcement is None:
        return
    settings: Settings = current_app.config["SETTINGS"]
    error = announce(announcement, gateway_for(settings), site_url=settings.site_url)
    with transaction(db.session()) as session:
        settle(session, announcement, error, at=utcnow())
    if error is None:
        log.info("hub %s told", announcement.hub)
    else:
        log.warning("hub %s not told: %s", announcement.hub, error)


def gateway_for(settings: Settings) -> Gateway:
    """Return the way out that the settings allow."""
    test_port = settings.outgoing_test_port
    return Gateway(test_port=int(test_port) if test_port else None)

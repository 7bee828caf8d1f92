"""Mail: what is due leaves, what waits for a digest is gathered, what is old goes."""

import logging

from flask import current_app
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.notices import queue_digests
from reviewblog.comments.reader_notices import tell_readers
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.mail.composing import Sender, sender_for
from reviewblog.mail.errors import MailError
from reviewblog.mail.outbox import (
    Claim,
    Letter,
    claim_due,
    claim_new,
    queue_message,
    settle,
)
from reviewblog.mail.smtp import TIMEOUT_SECONDS, MailConnection
from reviewblog.mail.upkeep import forget_old, give_up_stale
from reviewblog.mail_server import parse_mail_server
from reviewblog.site.defaults import get_site

BATCH = 20
# What a person at a page waits for.
PATIENCE_SECONDS = 8.0

log = logging.getLogger(__name__)


def send_due_mail() -> None:
    """Send everything whose time has come, a batch with each conversation."""
    with transaction(db.session()) as session:
        give_up_stale(session, at=utcnow())
    settings: Settings = current_app.config["SETTINGS"]
    while settings.sends_mail and _send_batch(settings):
        pass


def send_at_once(letter: Letter) -> MailError | None:
    """Send a letter while somebody waits; return why that failed, if it did.

    It stands in the outbox like any other, and is tried again like any other.
    """
    settings: Settings = current_app.config["SETTINGS"]
    with transaction(db.session()) as session:
        sender = _sender(session, settings)
        message = queue_message(session, letter, at=utcnow())
        session.flush()
        claim = claim_new(message, sender, at=utcnow())
    with _connection(settings, sender, timeout=PATIENCE_SECONDS) as connection:
        return _deliver(connection, claim)


def send_digests() -> None:
    """Write the digests of waiting comments, once a day at the hour of the site."""
    with transaction(db.session()) as session:
        queue_digests(session, current_app.config["SETTINGS"], at=utcnow())


def write_to_readers() -> None:
    """Write what readers are to be told of replies."""
    with transaction(db.session()) as session:
        tell_readers(session, current_app.config["SETTINGS"], at=utcnow())


def forget_old_mail() -> None:
    """Delete mails that are over and done with."""
    with transaction(db.session()) as session:
        forget_old(session, at=utcnow())


def _send_batch(settings: Settings) -> bool:
    with transaction(db.session()) as session:
        sender = _sender(session, settings)
        claims = claim_due(session, sender, limit=BATCH, at=utcnow())
    with _connection(settings, sender) as connection:
        for claim in claims:
            if utcnow() < claim.until:
                _deliver(connection, claim)
    return bool(claims)


def _sender(session: Session, settings: Settings) -> Sender:
    name = get_site(session).title
    return sender_for(settings.mail_from, site_url=settings.site_url, name=name)


def _connection(
    settings: Settings, sender: Sender, *, timeout: float = TIMEOUT_SECONDS
) -> MailConnection:
    return MailConnection(
        parse_mail_server(settings.smtp_url),
        envelope_from=sender.address.addr_spec,
        host=sender.host,
        timeout=timeout,
    )


def _deliver(connection: MailConnection, claim: Claim) -> MailError | None:
    error = connection.attempt(claim.mail)
    with transaction(db.session()) as session:
        settle(session, claim, error, at=utcnow())
    if error is None:
        log.info("mail %s sent", claim.message_id)
    else:
        log.warning("mail %s not sent: %s", claim.message_id, error)
    return error

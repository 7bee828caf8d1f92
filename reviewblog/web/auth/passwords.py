"""A password typed by somebody: checked slowly, and not too often."""

from flask import current_app, request

from reviewblog.accounts.authentication import Proof, authenticate
from reviewblog.accounts.sign_ins import Browser
from reviewblog.accounts.throttle import (
    Attempt,
    count_attempt,
    forget_old_failures,
    forgive,
)
from reviewblog.clock import utcnow
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.limit import parse_limit


def try_password(name: str, password: str) -> Proof | None:
    """Check a name with its password, counting the attempt.

    The password is checked between two transactions: hashing takes long, and all
    other writers would wait for it.

    Raises:
        TooManyError: too many attempts have failed; the password was not looked at.
    """
    settings: Settings = current_app.config["SETTINGS"]
    limit = parse_limit(settings.login_limit)
    address = request.remote_addr or ""
    attempt = Attempt.of(name, address, secret=settings.secret_key)
    with transaction(db.session()) as session:
        count_attempt(session, attempt, limit=limit, at=utcnow())
    proof = authenticate(db.session(), name, password)
    if proof is not None:
        with transaction(db.session()) as session:
            forgive(session, attempt)
            forget_old_failures(session, limit=limit, at=utcnow())
    return proof


def this_browser(*, keep: bool) -> Browser:
    """Describe the browser that asks."""
    return Browser(user_agent=request.user_agent.string, keep=keep)

"""Akismet is asked about comments, and told where moderators disagree with it."""

import logging

from flask import current_app

from reviewblog.clock import utcnow
from reviewblog.comments.akismet.asking import (
    Claim,
    claim_next,
    note_failure,
    release_unanswered,
    settle_answer,
    settle_report,
)
from reviewblog.comments.akismet.service import Akismet, AkismetError
from reviewblog.comments.notices import tell_of_comment
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.extensions import db

log = logging.getLogger(__name__)


def ask_akismet() -> None:
    """Ask about everything that waits, until it fails; let go of what waits too long.

    Without a key nobody is asked, and what waited from the time before goes its way.
    """
    settings: Settings = current_app.config["SETTINGS"]
    _release(settings)
    if settings.akismet_key:
        service = _service_for(settings)
        while _ask_next(service, settings):
            pass


def _release(settings: Settings) -> None:
    is_off = not settings.akismet_key
    with transaction(db.session()) as session:
        at = utcnow()
        released = release_unanswered(session, at=at, is_off=is_off)
        for comment, question in released:
            if not question.is_change:
                tell_of_comment(session, comment, settings, at=at)
    if released:
        log.warning("%d comments sorted without Akismet", len(released))


def _ask_next(service: Akismet, settings: Settings) -> bool:
    with transaction(db.session()) as session:
        claim = claim_next(session, settings.site_url, at=utcnow())
    if claim is None:
        return False
    try:
        _put(service, claim, settings)
    except AkismetError as error:
        with transaction(db.session()) as session:
            note_failure(session, claim, str(error), at=utcnow())
        log.warning("Akismet about comment %d: %s", claim.comment_id, error)
        return False
    log.info("Akismet about comment %d: answered", claim.comment_id)
    return True


def _put(service: Akismet, claim: Claim, settings: Settings) -> None:
    if claim.report is not None:
        service.report(claim.comment, claim.report)
        with transaction(db.session()) as session:
            settle_report(session, claim, at=utcnow())
        return
    opinion = service.check(claim.comment, claim.visit)
    with transaction(db.session()) as session:
        at = utcnow()
        comment = settle_answer(session, claim, opinion, at=at)
        if comment is not None and not claim.comment.is_change:
            tell_of_comment(session, comment, settings, at=at)


def _service_for(settings: Settings) -> Akismet:
    port = settings.outgoing_test_port
    return Akismet.of_site(
        settings.site_url,
        settings.akismet_key,
        test_port=int(port) if port else None,
        is_test=settings.testing,
    )

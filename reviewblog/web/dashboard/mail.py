"""What goes out: whether mail works, what became of each, and when it is written."""

from datetime import timedelta
from functools import partial
from http import HTTPStatus

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.errands import Errand, ErrandState
from reviewblog.errors import ConflictError
from reviewblog.extensions import db
from reviewblog.jobs.mailing import send_at_once
from reviewblog.mail.errors import MailError, PostponedError
from reviewblog.mail.models import Delivery
from reviewblog.mail.outbox import Letter, retry
from reviewblog.mail.queries import (
    count_by_status,
    current_trouble,
    overdue_since,
    recent,
)
from reviewblog.mail_server import parse_mail_server
from reviewblog.site.models import NoticeMode
from reviewblog.site.notices import change_notices
from reviewblog.syndication.announcing import choose_hub
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID, current_owner
from reviewblog.web.dashboard.mail_form import MailForm
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.paging import paged
from reviewblog.web.site import current_site

SIZE = 30
# The runner looks every minute.
PATIENCE = timedelta(minutes=5)
# The pages with the button besides this one, and where on them it is.
TESTED_FROM = {"dashboard.edit_settings": "mail"}


@bp.get("/mail/")
def show_mail() -> ResponseReturnValue:
    current_owner()
    return _show(MailForm(current_site()))


@bp.post("/mail/")
def update_mail() -> ResponseReturnValue:
    current_owner()
    form = MailForm(current_site())
    if not form.validate():
        return _show(form), HTTPStatus.UNPROCESSABLE_ENTITY
    mode, hour = NoticeMode(form.comment_notices.data), int(form.digest_hour.data)
    with transaction(db.session()) as session:
        change_notices(session, mode, digest_hour=hour)
        choose_hub(session, form.websub_hub.data or "")
        note_deed(session, Verb.CHANGED, Matter.SETTINGS, "the settings of mail")
    flash("Saved.")
    return redirect(url_for("dashboard.show_mail"), HTTPStatus.SEE_OTHER)


@bp.post("/mail/test")
def send_test_mail() -> ResponseReturnValue:
    owner, site_title = current_owner(), current_site().title
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.sends_mail:
        raise ConflictError("No mail server is set up, so there is nothing to test.")
    letter = Letter(
        recipient=owner.email,
        recipient_name=owner.display_name,
        subject=f"A test mail from {site_title}",
        text=f"Mail from {site_title} arrives.\n\n{settings.site_url}/\n",
    )
    error = send_at_once(letter)
    flash(_said_of_test(letter, error))
    page = request.form.get("page", "")
    back = page if page in TESTED_FROM else "dashboard.show_mail"
    return redirect(url_for(back, _anchor=TESTED_FROM.get(page)), HTTPStatus.SEE_OTHER)


@bp.post("/mail/<int:message_id>/attempt")
def retry_mail(message_id: int) -> ResponseReturnValue:
    current_owner()
    if message_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    with transaction(db.session()) as session:
        message = retry(session, message_id, at=utcnow())
    if message is None:
        abort(HTTPStatus.NOT_FOUND)
    flash(f"Trying again to send “{message.subject}”.")
    return redirect(url_for("dashboard.show_mail"), HTTPStatus.SEE_OTHER)


def mail_facts() -> dict[str, object]:
    """Return what pages say of mail: the server, who writes, and to whom a test goes.

    The server is missing where none is set up.
    """
    settings: Settings = current_app.config["SETTINGS"]
    server = parse_mail_server(settings.smtp_url) if settings.sends_mail else None
    to = current_owner().email
    return {"server": server, "sender": settings.mail_from, "to": to}


def _said_of_test(letter: Letter, error: MailError | None) -> str:
    if error is None:
        return (
            f"The mail server has taken the test mail to {letter.recipient}. If it is "
            "not there in a few minutes, look among the spam."
        )
    again = " It is tried again by itself." if isinstance(error, PostponedError) else ""
    return f"The test mail was not sent. {error}.{again}"


def _show(form: MailForm) -> str:
    session = db.session()
    counts, status = count_by_status(session), _asked_status()
    statuses = [status] if status else list(Delivery)
    return render_desk(
        "dashboard/show_mail.html",
        form=form,
        **mail_facts(),
        counts=counts,
        status=status,
        page=paged(
            partial(recent, session, *statuses),
            total=sum(counts[each] for each in statuses),
            size=SIZE,
        ),
        trouble=current_trouble(session),
        overdue=overdue_since(session, at=utcnow() - PATIENCE),
        hub_state=session.get(ErrandState, Errand.PING_HUB),
    )


def _asked_status() -> Delivery | None:
    """Return the status that the list is narrowed to; 404 if there is no such one."""
    asked = request.args.get("status", "")
    if asked and asked not in list(Delivery):
        abort(HTTPStatus.NOT_FOUND)
    return Delivery(asked) if asked else None

"""Who may sign in, and what each of them may do: for owners."""

from http import HTTPStatus

from flask import abort, current_app, flash, redirect, url_for
from flask import session as browser_session
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.accounts.administration import (
    change_role,
    disable_account,
    enable_account,
    list_accounts,
)
from reviewblog.accounts.links import invite, list_invitations, offer_reset, take_back
from reviewblog.accounts.models import Account, Role
from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.mail.outbox import Letter, queue_message
from reviewblog.web.absolute import absolute_url
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID, current_owner
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.user_forms import InvitationForm, RoleForm
from reviewblog.web.dashboard.user_letters import invitation, new_password

# The link lies in the owner's own signed cookie until their next page shows it.
LINK = "one_time_link"


@bp.get("/users/")
def list_users() -> ResponseReturnValue:
    current_owner()
    return _render_list(InvitationForm())


@bp.post("/users/")
def invite_user() -> ResponseReturnValue:
    owner, form = current_owner(), InvitationForm()
    if not form.validate():
        return _render_list(form), HTTPStatus.UNPROCESSABLE_ENTITY
    email, role = form.email.data or "", Role(form.role.data)
    try:
        with transaction(db.session()) as session:
            token = invite(session, email, role, by=owner, at=utcnow())
            address = _address(token)
            _send(session, invitation(email, role, address))
            note_deed(session, Verb.INVITED, Matter.ACCOUNT, f"{email} as {role}")
    except DomainError as refusal:
        form.refuse(refusal)
        return _render_list(form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _show_link(email, address)


@bp.post("/users/invitations/<int:link_id>/delete")
def take_invitation_back(link_id: int) -> ResponseReturnValue:
    current_owner()
    if link_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    with transaction(db.session()) as session:
        email = take_back(session, link_id) or abort(HTTPStatus.NOT_FOUND)
        note_deed(session, Verb.DELETED, Matter.ACCOUNT, f"{email}, invited")
    flash(f"The invitation of {email} is taken back.")
    return _to_list()


@bp.get("/users/<int:account_id>")
def edit_user(account_id: int) -> ResponseReturnValue:
    current_owner()
    account = _get_account_or_404(db.session(), account_id)
    return _render_one(account, RoleForm.of(account))


@bp.post("/users/<int:account_id>")
def update_user(account_id: int) -> ResponseReturnValue:
    current_owner()
    account = _get_account_or_404(db.session(), account_id)
    form = RoleForm.of(account)
    if form.validate():
        try:
            with transaction(db.session()) as session:
                account = _get_account_or_404(session, account_id)
                change_role(session, account, Role(form.role.data))
                label = f"{account.username}, now {account.role}"
                note_deed(session, Verb.CHANGED, Matter.ACCOUNT, label, account_id)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash(f"{account.display_name} is {account.role} now.")
            return _to_list()
    account = _get_account_or_404(db.session(), account_id)
    return _render_one(account, form), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/users/<int:account_id>/disable")
def disable_user(account_id: int) -> ResponseReturnValue:
    current_owner()
    with transaction(db.session()) as session:
        account = _get_account_or_404(session, account_id)
        disable_account(session, account, at=utcnow())
        note_deed(session, Verb.DISABLED, Matter.ACCOUNT, account.username, account_id)
    flash(f"{account.display_name} is signed out everywhere and cannot come back.")
    return _to_list()


@bp.post("/users/<int:account_id>/enable")
def enable_user(account_id: int) -> ResponseReturnValue:
    current_owner()
    with transaction(db.session()) as session:
        account = _get_account_or_404(session, account_id)
        enable_account(account)
        note_deed(session, Verb.ENABLED, Matter.ACCOUNT, account.username, account_id)
    flash(f"{account.display_name} may sign in again.")
    return _to_list()


@bp.post("/users/<int:account_id>/reset")
def reset_user(account_id: int) -> ResponseReturnValue:
    owner = current_owner()
    with transaction(db.session()) as session:
        account = _get_account_or_404(session, account_id)
        address = _address(offer_reset(session, account, by=owner, at=utcnow()))
        _send(session, new_password(account, address))
        label = f"{account.username}, by a link for a new password"
        note_deed(session, Verb.CHANGED, Matter.ACCOUNT, label, account_id)
    return _show_link(account.email, address)


def _get_account_or_404(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id) if account_id <= BIGGEST_ID else None
    return account or abort(HTTPStatus.NOT_FOUND)


def _address(token: str) -> str:
    return absolute_url("auth.show_link", token=token)


def _send(session: Session, letter: Letter) -> None:
    if _sends_mail():
        queue_message(session, letter, at=utcnow())


def _sends_mail() -> bool:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.sends_mail


def _show_link(email: str, address: str) -> ResponseReturnValue:
    browser_session[LINK] = {"email": email, "address": address}
    return _to_list()


def _render_list(form: InvitationForm) -> str:
    session = db.session()
    return render_desk(
        "dashboard/list_users.html",
        form=form,
        accounts=list_accounts(session),
        invitations=list_invitations(session, at=utcnow()),
        link=browser_session.pop(LINK, None),
        sends_mail=_sends_mail(),
    )


def _render_one(account: Account, form: RoleForm) -> str:
    return render_desk(
        "dashboard/edit_user.html",
        user=account,
        form=form,
        sends_mail=_sends_mail(),
    )


def _to_list() -> ResponseReturnValue:
    return redirect(url_for("dashboard.list_users"), HTTPStatus.SEE_OTHER)

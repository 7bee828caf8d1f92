"""Everybody's own account: name, password, and where it is signed in."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask import session as browser_session
from flask.typing import ResponseReturnValue

from reviewblog.accounts.administration import change_password
from reviewblog.accounts.authentication import Proof, accept
from reviewblog.accounts.browsers import name_browser
from reviewblog.accounts.registration import change_profile
from reviewblog.accounts.sign_ins import (
    StartedSignIn,
    end_all_sign_ins,
    end_sign_in_of,
    list_sign_ins,
    start_sign_in,
)
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.web.auth.account_forms import (
    PasswordForm,
    ProfileForm,
    WrongPasswordError,
)
from reviewblog.web.auth.blueprint import bp
from reviewblog.web.auth.passwords import this_browser, try_password
from reviewblog.web.identity import current_account, current_sign_in, enter
from reviewblog.web.refusals import refused
from reviewblog.web.site import current_site

# The databases' integers end here; an address beyond it is nobody's.
SIGN_IN = "<int(max=2147483647):sign_in_id>"


@bp.get("/account/")
def show_account() -> ResponseReturnValue:
    return _render()


@bp.post("/account/profile")
def update_profile() -> ResponseReturnValue:
    form = ProfileForm(formdata=request.form)
    if form.validate_on_submit():
        try:
            proof = _prove(form.current_password.data or "")
            with transaction(db.session()) as session:
                account = accept(session, proof) or abort(HTTPStatus.CONFLICT)
                change_profile(session, account, form.to_draft())
        except DomainError as refusal:
            form.refuse(refusal)
            return _refused(refusal, profile=form)
        flash("Your name and address are saved.")
        return redirect(url_for("auth.show_account"), HTTPStatus.SEE_OTHER)
    return _render(profile=form), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/account/password")
def update_password() -> ResponseReturnValue:
    form = PasswordForm(formdata=request.form)
    if form.validate_on_submit():
        try:
            proof = _prove(form.current_password.data or "")
            started = _change_password(proof, form.new_password.data or "")
        except DomainError as refusal:
            form.refuse(refusal)
            return _refused(refusal, password=form)
        enter(started, keep=browser_session.permanent)
        flash("Your password is changed. Every other browser is signed out.")
        return redirect(url_for("auth.show_account"), HTTPStatus.SEE_OTHER)
    return _render(password=form), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post(f"/account/sign-ins/{SIGN_IN}/end")
def delete_sign_in(sign_in_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        if not end_sign_in_of(session, current_account(), sign_in_id):
            abort(HTTPStatus.NOT_FOUND)
    flash("That browser is signed out.")
    return redirect(url_for("auth.show_account"), HTTPStatus.SEE_OTHER)


@bp.post("/account/sign-ins/end-others")
def delete_other_sign_ins() -> ResponseReturnValue:
    with transaction(db.session()) as session:
        end_all_sign_ins(session, current_account(), keeping=current_sign_in())
    flash("Every other browser is signed out.")
    return redirect(url_for("auth.show_account"), HTTPStatus.SEE_OTHER)


def _prove(password: str) -> Proof:
    """Check that the owner of the session also knows the password."""
    proof = try_password(current_account().username, password)
    if proof is None:
        raise WrongPasswordError("This is not your current password.")
    return proof


def _change_password(proof: Proof, password: str) -> StartedSignIn:
    """Change the password, which signs out everywhere, and sign in here again."""
    browser = this_browser(keep=browser_session.permanent)
    with transaction(db.session()) as session:
        account = accept(session, proof) or abort(HTTPStatus.CONFLICT)
        title = current_site().title
        change_password(session, account, password, unwanted_passwords=[title])
        return start_sign_in(session, account, browser, at=utcnow())


def _refused(
    refusal: DomainError,
    profile: ProfileForm | None = None,
    password: PasswordForm | None = None,
) -> ResponseReturnValue:
    return refused(_render(profile=profile, password=password), refusal)


def _render(
    profile: ProfileForm | None = None, password: PasswordForm | None = None
) -> str:
    account = current_account()
    return render_template(
        "auth/show_account.html",
        account=account,
        profile=profile or ProfileForm(formdata=None, obj=account),
        password=password or PasswordForm(formdata=None),
        sign_ins=list_sign_ins(db.session(), account, at=utcnow()),
        current=current_sign_in(),
        name_browser=name_browser,
    )

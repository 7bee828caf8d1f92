"""Signing in and out."""

from http import HTTPStatus

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from reviewblog.accounts.authentication import Proof, accept
from reviewblog.accounts.sign_ins import StartedSignIn, end_sign_in, start_sign_in
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import LaterError
from reviewblog.extensions import db
from reviewblog.web.auth.blueprint import bp
from reviewblog.web.auth.passwords import this_browser, try_password
from reviewblog.web.identity import enter, find_signed_in, leave
from reviewblog.web.kept import kept_form, render_kept
from reviewblog.web.local_paths import local_path
from reviewblog.web.login_page import LoginForm, render_login
from reviewblog.web.refusals import refused

WRONG = "The name or the password is wrong."
STALE = "This page had been open for too long. Please sign in once more."


@bp.get("/login")
def show_login() -> ResponseReturnValue:
    next_path = local_path(request.args.get("next"))
    return render_login(LoginForm(formdata=None), next_path=next_path)


@bp.post("/login")
def log_in() -> ResponseReturnValue:
    form = LoginForm(formdata=request.form)
    if not form.validate_on_submit():
        return _show_again(form, STALE if form.csrf_token.errors else "")
    try:
        proof = try_password(form.username.data or "", form.password.data or "")
    except LaterError as refusal:
        page, _ = _show_again(form, str(refusal))
        return refused(page, refusal)
    started = _start(proof, keep=form.remember.data) if proof else None
    if started is None:
        return _show_again(form, WRONG)
    enter(started, keep=form.remember.data)
    if kept := kept_form():
        return render_kept(kept)
    next_path = local_path(request.form.get("next"))
    page = next_path or url_for("dashboard.show_overview")
    return redirect(page, HTTPStatus.SEE_OTHER)


@bp.post("/logout")
def log_out() -> ResponseReturnValue:
    signed_in = find_signed_in()
    if signed_in:
        with transaction(db.session()) as session:
            end_sign_in(session, signed_in.token)
    leave()
    return redirect(url_for("public.show_home"), HTTPStatus.SEE_OTHER)


def _start(proof: Proof, *, keep: bool) -> StartedSignIn | None:
    """Start a sign-in in place of the one that this browser had, if any."""
    earlier = find_signed_in()
    with transaction(db.session()) as session:
        account = accept(session, proof)
        if account is None:
            return None
        if earlier:
            end_sign_in(session, earlier.token)
        return start_sign_in(session, account, this_browser(keep=keep), at=utcnow())


def _show_again(form: LoginForm, complaint: str) -> tuple[str, HTTPStatus]:
    next_path = local_path(request.form.get("next"))
    page = render_login(
        form, kept=kept_form(), next_path=next_path, complaint=complaint
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY

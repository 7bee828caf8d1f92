"""One-time links: where somebody who was invited joins, or sets a new password."""

from http import HTTPStatus

from flask import (
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from reviewblog.accounts.links import LinkRefusedError, find_link, join, reset_password
from reviewblog.accounts.models import Account, OneTimeLink
from reviewblog.accounts.sign_ins import start_sign_in
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.web.auth.blueprint import bp
from reviewblog.web.auth.link_forms import JoinForm, ResetForm
from reviewblog.web.auth.passwords import this_browser
from reviewblog.web.identity import enter

LinkForm = JoinForm | ResetForm


@bp.get("/login/link")
def show_link() -> ResponseReturnValue:
    token = request.args.get("token", "")
    link = _get_link_or_410(token)
    if isinstance(link, Response):
        return link
    return _page(link, _form_for(link, formdata=None, token=token))


@bp.post("/login/link")
def use_link() -> ResponseReturnValue:
    link = _get_link_or_410(request.form.get("token", ""))
    if isinstance(link, Response):
        return link
    form = _form_for(link, formdata=request.form)
    if form.validate_on_submit():
        try:
            _use(form)
        except LinkRefusedError:
            return _gone()
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash("You are signed in. Welcome.")
            page = url_for("dashboard.show_overview")
            return redirect(page, HTTPStatus.SEE_OTHER)
    return _page(link, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _use(form: LinkForm) -> None:
    """Use the link up, and sign in whoever used it."""
    with transaction(db.session()) as session:
        token, at = form.token.data or "", utcnow()
        if isinstance(form, JoinForm):
            account = join(session, token, form.to_newcomer(), at=at)
        else:
            account = reset_password(session, token, form.password.data or "", at=at)
        started = start_sign_in(session, account, this_browser(keep=False), at=at)
    enter(started, keep=False)


def _form_for(link: OneTimeLink, **given: object) -> LinkForm:
    return JoinForm(**given) if link.account_id is None else ResetForm(**given)


def _get_link_or_410(token: str) -> OneTimeLink | Response:
    try:
        return find_link(db.session(), token, at=utcnow())
    except LinkRefusedError:
        return _gone()


def _page(
    link: OneTimeLink, form: LinkForm, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    account = db.session().get(Account, link.account_id) if link.account_id else None
    page = render_template("auth/show_link.html", link=link, form=form, account=account)
    return _private(page, status)


def _gone() -> Response:
    page = render_template("auth/show_link.html", link=None, form=None, account=None)
    return _private(page, HTTPStatus.GONE)


def _private(page: str, status: HTTPStatus) -> Response:
    """Let nobody keep a page with a token in its address, nor tell it on."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response

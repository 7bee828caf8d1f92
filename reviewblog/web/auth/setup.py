"""The first visit to a new site: whoever holds the token becomes its owner."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reviewblog.accounts.setup import OwnerDraft, become_owner, has_owner
from reviewblog.accounts.sign_ins import StartedSignIn, start_sign_in
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.site.defaults import get_site
from reviewblog.web.auth.blueprint import bp
from reviewblog.web.auth.passwords import this_browser
from reviewblog.web.auth.setup_form import SetupForm
from reviewblog.web.identity import enter


@bp.get("/setup")
def show_setup() -> ResponseReturnValue:
    if has_owner(db.session()):
        return _gone()
    form = SetupForm(formdata=None, token=request.args.get("token", ""))
    return render_template("auth/show_setup.html", form=form)


@bp.post("/setup")
def set_up() -> ResponseReturnValue:
    if has_owner(db.session()):
        return _gone()
    form = SetupForm(formdata=request.form)
    if form.validate_on_submit():
        try:
            started = _set_up(form.to_draft())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            enter(started, keep=False)
            flash("The site is yours. Write your first review whenever you like.")
            page = url_for("dashboard.show_overview")
            return redirect(page, HTTPStatus.SEE_OTHER)
    page = render_template("auth/show_setup.html", form=form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _set_up(draft: OwnerDraft) -> StartedSignIn:
    """Give the site its owner, its name and its clock, and sign the owner in."""
    with transaction(db.session()) as session:
        owner = become_owner(session, draft, at=utcnow())
        site = get_site(session)
        site.title, site.author_name = draft.site_title, owner.display_name
        site.time_zone = draft.time_zone
        return start_sign_in(session, owner, this_browser(keep=False), at=utcnow())


def _gone() -> ResponseReturnValue:
    return render_template("auth/show_setup.html", form=None), HTTPStatus.NOT_FOUND

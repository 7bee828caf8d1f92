"""Where an owner says who decides about comments, and sees which rules are right."""

from http import HTTPStatus
from ipaddress import ip_address

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.comments.akismet.questions import count_open
from reviewblog.comments.models import CommentStatus
from reviewblog.comments.moderation import decide
from reviewblog.comments.queries import find_for_decision
from reviewblog.comments.screening import blocks
from reviewblog.comments.screening.models import BlockKind
from reviewblog.comments.screening.records import get_corpus, list_records
from reviewblog.comments.screening.settings import (
    change_rules,
    end_flood,
    flood_end,
    get_rules,
)
from reviewblog.db import transaction
from reviewblog.errands import Errand, ErrandState
from reviewblog.extensions import db
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.comment_rules_form import CommentRulesForm
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID, current_owner
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.identity import current_account
from reviewblog.web.moderation_wording import RULES
from reviewblog.web.site import current_site
from reviewblog.web.writer import hash_address

SETTINGS = Matter.SETTINGS


@bp.get("/settings/comments/")
def edit_comment_settings() -> ResponseReturnValue:
    current_owner()
    return _show(_form())


@bp.post("/settings/comments/")
def update_comment_settings() -> ResponseReturnValue:
    current_owner()
    form = _form()
    if not form.validate():
        return _show(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction(db.session()) as session:
        change_rules(session, form.to_draft(), at=utcnow())
        note_deed(session, Verb.CHANGED, SETTINGS, "the rules for comments")
    flash("The settings are saved.")
    return redirect(url_for("dashboard.edit_comment_settings"), HTTPStatus.SEE_OTHER)


@bp.post("/settings/comments/addresses")
def create_address_block() -> ResponseReturnValue:
    current_owner()
    typed = request.form.get("address", "").strip()[:50]
    try:
        address = str(ip_address(typed))
    except ValueError:
        error = "This does not read like a network address, such as 192.0.2.7."
        page = _show(_form(), address=typed, address_error=error)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction(db.session()) as session:
        blocks.add_block(
            session,
            BlockKind.SENDER,
            hash_address(address),
            label=address,
            at=utcnow(),
        )
        note_deed(session, Verb.BLOCKED, SETTINGS, f"comments from {address}")
    flash(f"{address} is on the block list.")
    return _back_to_senders()


@bp.post("/settings/comments/blocks/<int:block_id>/removal")
def delete_block(block_id: int) -> ResponseReturnValue:
    current_owner()
    if block_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    with transaction(db.session()) as session:
        block = blocks.remove_block(session, block_id)
        if block is not None:
            note_deed(session, Verb.UNBLOCKED, SETTINGS, f"comments: {block.label}")
    if block is None:
        abort(HTTPStatus.NOT_FOUND)
    flash(f"{block.label} is off the block list.")
    return _back_to_senders()


@bp.post("/settings/comments/flood/end")
def end_comment_flood() -> ResponseReturnValue:
    current_owner()
    with transaction(db.session()) as session:
        end_flood(session)
        note_deed(session, Verb.ENABLED, SETTINGS, "comments again after a flood")
    flash("Comments come in as usual again.")
    return redirect(url_for("dashboard.show_overview"), HTTPStatus.SEE_OTHER)


@bp.get("/comments/rules/")
def list_comment_rules() -> ResponseReturnValue:
    session = db.session()
    return render_desk(
        "dashboard/list_comment_rules.html",
        records=list_records(session),
        names=RULES,
        corpus=get_corpus(session),
        asks_akismet=bool(current_app.config["SETTINGS"].akismet_key),
        akismet_open=count_open(session),
        akismet=session.get(ErrandState, Errand.ASK_AKISMET),
    )


@bp.post("/comments/<int:comment_id>/block")
def block_from_comment(comment_id: int) -> ResponseReturnValue:
    """Block the sender of a comment, or a domain in it, and call it spam."""
    account, at = current_account(), utcnow()
    if comment_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    if not account.may_moderate:
        abort(HTTPStatus.FORBIDDEN)
    domains = request.form.getlist("domain")
    with transaction(db.session()) as session:
        comment = find_for_decision(session, comment_id, by=account)
        if comment is None:
            abort(HTTPStatus.NOT_FOUND)
        if domains:
            blocked = ", ".join(blocks.block_domains(session, comment, domains, at=at))
        else:
            blocks.block_sender(session, comment, at=at)
            blocked = f"The sender of the comment by {comment.author_name}"
        if blocked:
            decide(session, [comment_id], to=CommentStatus.SPAM, by=account, at=at)
            note_deed(session, Verb.BLOCKED, SETTINGS, f"for comments: {blocked}")
    flash(f"{blocked} is blocked." if blocked else "Nothing of this is in the comment.")
    return redirect(url_for("dashboard.list_comments"), HTTPStatus.SEE_OTHER)


def _form() -> CommentRulesForm:
    session = db.session()
    listed = blocks.list_blocks(session, *blocks.HAND_KEPT)
    return CommentRulesForm(current_site(), get_rules(session), listed)


def _show(form: CommentRulesForm, *, address: str = "", address_error: str = "") -> str:
    session = db.session()
    senders = {b.label: b for b in blocks.list_blocks(session, BlockKind.SENDER)}
    return render_desk(
        "dashboard/edit_comment_settings.html",
        form=form,
        senders=senders.values(),
        address=address,
        address_error=address_error,
        flood_until=flood_end(session, at=utcnow()),
    )


def _back_to_senders() -> ResponseReturnValue:
    page = url_for("dashboard.edit_comment_settings", _anchor="senders")
    return redirect(page, HTTPStatus.SEE_OTHER)

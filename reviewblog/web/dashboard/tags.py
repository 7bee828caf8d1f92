"""Where topics are renamed, described, merged and thrown away."""

from functools import partial
from http import HTTPStatus

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.reviews import retagging
from reviewblog.reviews.models import Tag
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import asked_words, render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID, current_editor
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.tag_form import TagForm
from reviewblog.web.paging import paged

SIZE = 100
CANDIDATES = 200


@bp.get("/tags/")
def list_tags() -> ResponseReturnValue:
    current_editor()
    session, words = db.session(), asked_words()
    page = paged(
        partial(retagging.list_tags, session, words),
        total=retagging.count_tags(session, words),
        size=SIZE,
    )
    return render_desk("dashboard/list_tags.html", page=page, words=words)


@bp.get("/tags/<int:tag_id>")
def edit_tag(tag_id: int) -> ResponseReturnValue:
    current_editor()
    return _render(tag_id, TagForm.of(get_tag_or_404(db.session(), tag_id)))


@bp.post("/tags/<int:tag_id>")
def update_tag(tag_id: int) -> ResponseReturnValue:
    current_editor()
    form = TagForm.of(get_tag_or_404(db.session(), tag_id))
    if form.validate():
        try:
            with transaction(db.session()) as session:
                get_tag_or_404(session, tag_id)
                tag = retagging.change_tag(
                    session, tag_id, form.to_draft(), at=utcnow()
                )
                note_deed(session, Verb.CHANGED, Matter.TAG, tag.name, tag_id)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            flash("Saved.")
            return _to(tag_id)
    get_tag_or_404(db.session(), tag_id)
    return _render(tag_id, form), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("/tags/<int:tag_id>/merge")
def show_tag_merge(tag_id: int) -> ResponseReturnValue:
    current_editor()
    session = db.session()
    tag = get_tag_or_404(session, tag_id)
    other_id = as_id(request.args.get("into")) or abort(HTTPStatus.NOT_FOUND)
    kept = get_tag_or_404(session, other_id)
    if kept is tag:
        return _to(tag_id)
    return render_desk(
        "dashboard/merge_tag.html",
        tag=tag,
        kept=kept,
        reviews=retagging.count_shared(session, tag, tag),
        doubled=retagging.count_shared(session, tag, kept),
    )


@bp.post("/tags/<int:tag_id>/merge")
def merge_tag(tag_id: int) -> ResponseReturnValue:
    current_editor()
    kept_id = as_id(request.form.get("into")) or abort(HTTPStatus.NOT_FOUND)
    with transaction(db.session()) as session:
        get_tag_or_404(session, tag_id)
        get_tag_or_404(session, kept_id)
        lost, kept = retagging.merge_tags(session, tag_id, kept_id, at=utcnow())
        note_deed(session, Verb.MERGED, Matter.TAG, f"{lost} into {kept.name}", kept_id)
    flash(f"“{lost}” is now “{kept.name}”, and the old address leads there.")
    return _to(kept_id)


@bp.post("/tags/<int:tag_id>/delete")
def delete_tag(tag_id: int) -> ResponseReturnValue:
    current_editor()
    with transaction(db.session()) as session:
        get_tag_or_404(session, tag_id)
        name = retagging.delete_tag(session, tag_id, at=utcnow())
        note_deed(session, Verb.DELETED, Matter.TAG, name)
    flash(f"“{name}” is deleted; the reviews stay.")
    return redirect(url_for("dashboard.list_tags"), HTTPStatus.SEE_OTHER)


def get_tag_or_404(session: Session, tag_id: int) -> Tag:
    """Find a topic by number."""
    tag = session.get(Tag, tag_id) if tag_id <= BIGGEST_ID else None
    return tag or abort(HTTPStatus.NOT_FOUND)


def _render(tag_id: int, form: TagForm) -> str:
    session = db.session()
    tag = session.get_one(Tag, tag_id)
    others = retagging.list_tags(session, "", limit=CANDIDATES)
    return render_desk(
        "dashboard/edit_tag.html",
        tag=tag,
        form=form,
        others=[listed.tag for listed in others if listed.tag is not tag],
        reviews=retagging.count_shared(session, tag, tag),
    )


def _to(tag_id: int) -> ResponseReturnValue:
    return redirect(url_for("dashboard.edit_tag", tag_id=tag_id), HTTPStatus.SEE_OTHER)

"""The library of pictures: what is in it, what shows it, and what becomes of it."""

from functools import partial
from http import HTTPStatus

from flask import abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.media.errors import PictureRefusedError
from reviewblog.media.library import replace_content
from reviewblog.media.models import Picture
from reviewblog.media.queries import count_pictures, find_picture, list_pictures
from reviewblog.reviews.rendering import hold_showing, rerender_showing
from reviewblog.reviews.uses import uses_of
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.fields import as_line
from reviewblog.web.dashboard.loading import BIGGEST_ID, current_author
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.picture_form import PictureForm, ReplacementForm
from reviewblog.web.paging import paged
from reviewblog.web.pictures import media_folder
from reviewblog.web.uploads import (
    Refused,
    Taken,
    not_stored,
    read_picture,
    sent_files,
    take_in,
)
from reviewblog.web.wording import counted

PER_PAGE = 48
LONGEST_QUERY = 200
MATTER = Matter.PICTURE


@bp.get("/media/")
def show_library() -> ResponseReturnValue:
    return render_library()


@bp.post("/media/")
def upload_pictures() -> ResponseReturnValue:
    author = current_author()
    taken = take_in(sent_files("picture"), by=author, at=utcnow())
    if request.accept_mimetypes.best == "application/json":
        return _as_json(taken)
    if not taken.pictures and not taken.refused:
        taken.refused.append(Refused("", "Choose at least one picture first."))
    if taken.refused:
        return render_library(taken), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(f"{counted(len(taken.pictures), 'picture')} uploaded.")
    if len(taken.pictures) == 1:
        # What it shows has to be said in words now, while it is known.
        [picture] = taken.pictures
        return _to(picture.id)
    return redirect(url_for("dashboard.show_library"), HTTPStatus.SEE_OTHER)


@bp.get("/media/<int:picture_id>")
def edit_picture(picture_id: int) -> ResponseReturnValue:
    picture = get_picture_or_404(db.session(), picture_id)
    return _render_picture(picture, PictureForm.of(picture))


@bp.post("/media/<int:picture_id>")
def update_picture(picture_id: int) -> ResponseReturnValue:
    picture = get_editable_picture(db.session(), picture_id)
    form = PictureForm.of(picture)
    if not form.validate():
        return _render_picture(picture, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction(db.session()) as session:
        picture = get_editable_picture(session, picture_id)
        hold_showing(session, picture_id)
        form.describe(picture)
        session.flush()
        note_deed(session, Verb.CHANGED, MATTER, picture.filename, picture_id)
        rerender_showing(session, picture_id)
    flash("Saved: the texts that show it say so too.")
    return _to(picture_id)


@bp.post("/media/<int:picture_id>/content")
def replace_picture(picture_id: int) -> ResponseReturnValue:
    picture = get_editable_picture(db.session(), picture_id)
    form, files = ReplacementForm(), sent_files("picture")
    try:
        if not files:
            raise PictureRefusedError("Choose a picture first.")  # noqa: TRY301
        prepared = read_picture(files[0])
        with transaction(db.session()) as session:
            picture = get_editable_picture(session, picture_id)
            hold_showing(session, picture_id)
            replace_content(session, media_folder(), picture, prepared)
            rerender_showing(session, picture_id)
            note_deed(session, Verb.REPLACED, MATTER, picture.filename, picture_id)
    except OSError as error:
        form.picture.errors = [str(not_stored(error))]
    except PictureRefusedError as refusal:
        form.picture.errors = [str(refusal)]
    else:
        flash("Replaced, wherever it is shown.")
        return _to(picture_id)
    picture = get_picture_or_404(db.session(), picture_id)
    page = _render_picture(picture, PictureForm.of(picture, formdata=None), form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def render_library(taken: Taken | None = None, refusal: str = "") -> str:
    """Show one page of the library, and what was not taken or not done."""
    author, session = current_author(), db.session()
    words = as_line(request.args.get("q"))[:LONGEST_QUERY]
    page = paged(
        partial(list_pictures, session, words=words),
        total=count_pictures(session, words=words),
        size=PER_PAGE,
    )
    uses = uses_of(session, [picture.id for picture in page.items])
    editable = {picture.id for picture in page.items if picture.editable_by(author)}
    return render_desk(
        "dashboard/list_pictures.html",
        page=page,
        uses=uses,
        editable=editable,
        deletable=any(not uses.get(number) for number in editable),
        words=words,
        taken=taken or Taken(),
        refusal=refusal,
    )


def get_picture_or_404(session: Session, picture_id: int) -> Picture:
    """Find a picture for an author, who may use whatever is in the library."""
    current_author()
    picture = find_picture(session, picture_id) if picture_id <= BIGGEST_ID else None
    return picture or abort(HTTPStatus.NOT_FOUND)


def get_editable_picture(session: Session, picture_id: int) -> Picture:
    """Find a picture that the current account may change; 403 if it is another's."""
    picture = get_picture_or_404(session, picture_id)
    if not picture.editable_by(current_author()):
        abort(HTTPStatus.FORBIDDEN)
    return picture


def _render_picture(
    picture: Picture, form: PictureForm, replacement: ReplacementForm | None = None
) -> str:
    return render_desk(
        "dashboard/edit_picture.html",
        picture=picture,
        form=form,
        replacement=replacement or ReplacementForm(formdata=None),
        uses=uses_of(db.session(), [picture.id])[picture.id],
        may_edit=picture.editable_by(current_author()),
    )


def _to(picture_id: int) -> ResponseReturnValue:
    page = url_for("dashboard.edit_picture", picture_id=picture_id)
    return redirect(page, HTTPStatus.SEE_OTHER)


def _as_json(taken: Taken) -> ResponseReturnValue:
    """Tell a script what to put into the text, and what to say about the rest."""
    pictures = [
        {
            "address": picture.as_still().address,
            "alt": picture.alt,
            "name": picture.filename,
            "page": url_for("dashboard.edit_picture", picture_id=picture.id),
        }
        for picture in taken.pictures
    ]
    refused = [{"name": file.name, "reason": file.reason} for file in taken.refused]
    status = HTTPStatus.CREATED if pictures else HTTPStatus.UNPROCESSABLE_ENTITY
    return jsonify(pictures=pictures, refused=refused), status

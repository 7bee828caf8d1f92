"""Throwing pictures away that nothing shows, after one more question."""

from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.activity import Matter, Verb
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.media.errors import PictureRefusedError
from reviewblog.media.library import sweep
from reviewblog.media.models import Picture
from reviewblog.media.queries import list_by_ids
from reviewblog.reviews.uses import delete_unused, uses_of
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import current_author
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.pictures import render_library
from reviewblog.web.pictures import media_folder
from reviewblog.web.wording import counted

MOST_AT_ONCE = 500


@bp.post("/media/deletion")
def delete_pictures() -> ResponseReturnValue:
    author = current_author()
    try:
        pictures = chosen_pictures(db.session())
        if request.form.get("confirmed") != "yes":
            return _ask(pictures)
        with transaction(db.session()) as session:
            pictures = chosen_pictures(session)
            hashes = delete_unused(session, pictures, by=author)
            for picture in pictures:
                note_deed(session, Verb.DELETED, Matter.PICTURE, picture.filename)
    except DomainError as refusal:
        page = render_library(refusal=str(refusal))
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction(db.session()) as session:
        sweep(session, media_folder(), hashes)
    flash(f"{counted(len(pictures), 'picture')} deleted.")
    return redirect(url_for("dashboard.show_library"), HTTPStatus.SEE_OTHER)


def chosen_pictures(session: Session) -> list[Picture]:
    """Return the pictures that were ticked and may be deleted by whoever asks.

    Raises:
        PictureRefusedError: there are none, or one of them is somebody else's.
    """
    author = current_author()
    ids = {as_id(typed) or 0 for typed in request.form.getlist("picture_id")}
    if len(ids) > MOST_AT_ONCE:
        raise PictureRefusedError(f"{MOST_AT_ONCE} pictures at once, please.")
    pictures = list(list_by_ids(session, ids))
    if not pictures:
        raise PictureRefusedError("Tick the pictures to delete first.")
    for picture in pictures:
        if not picture.editable_by(author):
            raise PictureRefusedError(
                f"“{picture.filename}” was uploaded by somebody else."
            )
    return pictures


def _ask(pictures: list[Picture]) -> str:
    uses = uses_of(db.session(), [picture.id for picture in pictures])
    return render_desk(
        "dashboard/delete_pictures.html",
        unused=[picture for picture in pictures if not uses.get(picture.id)],
        used=[picture for picture in pictures if uses.get(picture.id)],
        uses=uses,
    )

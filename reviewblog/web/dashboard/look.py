"""Where an owner chooses colours and letters, and whom robots.txt turns away."""

from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField

from reviewblog.activity import Matter, Verb
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.site.accents import read_accent, readable
from reviewblog.site.look import change_crawlers, change_look
from reviewblog.site.models import AiCrawlers, Fonts, Site
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.fields import as_line, options, readable_by
from reviewblog.web.dashboard.loading import current_owner
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.site import current_site


class LookForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What of the design is a site's own."""

    accent = StringField(
        "Accent colour",
        description="In figures, such as #f2d230. Left empty, lamp yellow. One on "
        "which dark letters could not be read is shown lighter.",
        filters=[as_line],
        validators=[readable_by(read_accent)],
    )
    fonts = SelectField(
        "Letters",
        description="The computer’s own letters are there at once, and differ from "
        "reader to reader.",
        choices=options(
            {
                Fonts.HOUSE: "Brygada for texts, Archivo for the rest",
                Fonts.ARCHIVO: "Archivo throughout",
                Fonts.SERIF: "With serifs, the computer’s own",
                Fonts.SANS: "Without serifs, the computer’s own",
            }
        ),
    )
    ai_crawlers = SelectField(
        "Programs that read for language models",
        description="Said in robots.txt, which decent programs heed. Search engines "
        "and previews of links are not touched.",
        choices=options(
            {
                AiCrawlers.WELCOME: "Welcome, as all others",
                AiCrawlers.NO_TRAINING: "May answer questions, not train on the texts",
                AiCrawlers.NONE: "Turned away",
            }
        ),
    )

    def __init__(self, site: Site) -> None:
        """Open the form on the site as it is; what was posted goes over it."""
        super().__init__(
            data={
                "accent": site.accent,
                "fonts": site.fonts.value,
                "ai_crawlers": site.ai_crawlers.value,
            }
        )


@bp.get("/settings/look")
def edit_look() -> ResponseReturnValue:
    current_owner()
    return _show(LookForm(current_site()))


@bp.post("/settings/look")
def update_look() -> ResponseReturnValue:
    current_owner()
    form = LookForm(current_site())
    if not form.validate():
        return _show(form), HTTPStatus.UNPROCESSABLE_ENTITY
    accent = read_accent(form.accent.data or "")
    with transaction(db.session()) as session:
        change_look(session, accent=accent, fonts=Fonts(form.fonts.data))
        change_crawlers(session, AiCrawlers(form.ai_crawlers.data))
        note_deed(session, Verb.CHANGED, Matter.SETTINGS, "the look of the site")
    flash(_said(accent))
    return redirect(url_for("dashboard.edit_look"), HTTPStatus.SEE_OTHER)


def _said(accent: str) -> str:
    shown = readable(accent) if accent else accent
    if shown == accent:
        return "Saved: readers see it like this now."
    return (
        f"Saved. {accent} is shown as {shown}, so that dark letters on it can be read."
    )


def _show(form: LookForm) -> str:
    return render_desk("dashboard/edit_look.html", form=form)

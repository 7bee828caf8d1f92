"""The archive looked over: what is amiss, each with the page where it is mended."""

from flask import current_app, url_for
from flask.typing import ResponseReturnValue

from reviewblog.config import Settings
from reviewblog.extensions import db
from reviewblog.reviews.checkup.flaws import Flaw, FlawKind, Spot, SpotKind
from reviewblog.reviews.checkup.looking import look_over
from reviewblog.web.checkup_wording import WORDS
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import current_editor

# Whoever has mended these sees the next ones.
MOST_SHOWN = 100
TWO = 2


@bp.get("/check/")
def show_check() -> ResponseReturnValue:
    current_editor()
    settings: Settings = current_app.config["SETTINGS"]
    found = look_over(db.session(), site_url=settings.site_url)
    return render_desk(
        "dashboard/show_check.html",
        found={kind: flaws for kind, flaws in found.items() if flaws},
        in_order=[WORDS[kind] for kind, flaws in found.items() if not flaws],
        words=WORDS,
        most=MOST_SHOWN,
        page_of_spot=page_of_spot,
        merge_page=merge_page,
    )


def page_of_spot(spot: Spot) -> str:
    """Return where at the desk something is mended."""
    number = spot.subject_id
    match spot.kind:
        case SpotKind.WORK:
            return url_for("dashboard.edit_work", work_id=number)
        case SpotKind.PERSON:
            return url_for("dashboard.edit_person", person_id=number)
        case SpotKind.PICTURE:
            return url_for("dashboard.edit_picture", picture_id=number)
        case SpotKind.PAGE:
            return url_for("dashboard.edit_page", page_id=number)
        case SpotKind.LIST:
            return url_for("dashboard.edit_list", list_id=number)
        case SpotKind.REVIEW:
            return url_for("dashboard.edit_review", review_id=number)


def merge_page(kind: FlawKind, flaw: Flaw) -> str | None:
    """Return where two people or works are merged, the later one into the earlier."""
    if len(flaw.spots) != TWO:
        return None
    kept, lost = (spot.subject_id for spot in flaw.spots)
    if kind is FlawKind.UNLINKED_LOOK:
        return url_for("dashboard.show_work_merge", work_id=lost, into=kept)
    return url_for("dashboard.show_person_merge", person_id=lost, into=kept)

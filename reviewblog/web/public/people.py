"""People from A to Z, and everything reviewed with one of them."""

from functools import partial
from http import HTTPStatus

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.calibration import list_landmarks
from reviewblog.reviews.catalogue import list_entries, list_letters, people
from reviewblog.reviews.filmographies import find_filmography, find_new_address
from reviewblog.reviews.memory import remembered
from reviewblog.web.archive_groups import by_letter
from reviewblog.web.caching import shows
from reviewblog.web.charts import timeline
from reviewblog.web.paging import paged
from reviewblog.web.public.blueprint import bp
from reviewblog.works.models import CreditRole

CATALOGUE_PAGE = 200


@bp.get("/people/")
def list_people() -> ResponseReturnValue:
    shows("reviews")
    session, everybody = db.session(), people(at=utcnow())
    letters = list_letters(session, everybody)
    page = paged(
        partial(list_entries, session, everybody),
        total=sum(letter.count for letter in letters),
        size=CATALOGUE_PAGE,
    )
    return render_template(
        "public/list_people.html",
        page=page,
        letters=letters,
        runs=by_letter(page.items),
    )


@bp.get("/people/<slug>/")
def show_person(slug: str) -> ResponseReturnValue:
    shows("reviews")
    session, at = db.session(), utcnow()
    found = find_filmography(session, slug, at=at)
    if found is None:
        new_slug = find_new_address(session, slug, at=at) or abort(404)
        page = url_for("public.show_person", slug=new_slug)
        return redirect(page, HTTPStatus.MOVED_PERMANENTLY)
    directed = [part.review for part in found.parts[CreditRole.DIRECTOR]]
    grades = remembered(session, "landmarks", partial(list_landmarks, session), at=at)
    return render_template(
        "public/show_person.html",
        person=found.person,
        reviews=found.reviews,
        parts=found.parts,
        namesakes=found.namesakes,
        chart=timeline(directed or found.reviews, grades),
    )

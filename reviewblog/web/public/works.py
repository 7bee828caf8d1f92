"""Works from A to Z, and every verdict on one of them."""

from functools import partial
from http import HTTPStatus

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.catalogue import (
    find_new_work_address,
    find_work,
    list_entries,
    list_letters,
    works,
)
from reviewblog.reviews.verdicts import list_verdicts
from reviewblog.web.archive_groups import by_letter
from reviewblog.web.caching import shows
from reviewblog.web.paging import paged
from reviewblog.web.public.blueprint import bp

CATALOGUE_PAGE = 200


@bp.get("/works/")
def list_works() -> ResponseReturnValue:
    shows("reviews")
    session, all_works = db.session(), works(at=utcnow())
    letters = list_letters(session, all_works)
    page = paged(
        partial(list_entries, session, all_works),
        total=sum(letter.count for letter in letters),
        size=CATALOGUE_PAGE,
    )
    return render_template(
        "public/list_works.html",
        page=page,
        letters=letters,
        runs=by_letter(page.items),
    )


@bp.get("/works/<slug>/")
def show_work(slug: str) -> ResponseReturnValue:
    shows("reviews")
    session = db.session()
    work = find_work(session, slug)
    if work is None:
        new_slug = find_new_work_address(session, slug, at=utcnow()) or abort(404)
        page = url_for("public.show_work", slug=new_slug)
        return redirect(page, HTTPStatus.MOVED_PERMANENTLY)
    verdicts = list_verdicts(session, work.id, at=utcnow()) or abort(404)
    if len(verdicts) == 1:
        # Not for ever: there may be a second look one day.
        return redirect(url_for("public.show_review", slug=verdicts[0].slug))
    return render_template("public/show_work.html", work=work, verdicts=verdicts)

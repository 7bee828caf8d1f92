"""Topics, and the reviews on one of them."""

from functools import partial
from http import HTTPStatus

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews import topics
from reviewblog.reviews.archive import Facet, Filters, count_matching, matching
from reviewblog.reviews.memory import RememberedList
from reviewblog.web.caching import shows
from reviewblog.web.paging import paged
from reviewblog.web.public.blueprint import bp
from reviewblog.web.site import current_site


@bp.get("/tags/")
def list_tags() -> ResponseReturnValue:
    shows("reviews")
    entries = topics.list_tags(db.session(), at=utcnow())
    return render_template("public/list_tags.html", entries=entries)


@bp.get("/tags/<slug>/")
def show_tag(slug: str) -> ResponseReturnValue:
    shows("reviews")
    session, at, tagged = db.session(), utcnow(), Filters({Facet.TAG: (slug,)})
    total = count_matching(session, tagged, at=at)
    if not total:
        new_slug = topics.find_new_address(session, slug, at=at) or abort(404)
        page = url_for("public.show_tag", slug=new_slug)
        return redirect(page, HTTPStatus.MOVED_PERMANENTLY)
    query = partial(matching, tagged, at=at)
    pages = RememberedList(session, tagged.key, query, at)
    shown = paged(pages, total=total, size=current_site().reviews_per_page)
    tag = topics.find_topic(session, slug, at=at)
    return render_template("public/show_tag.html", page=shown, tag=tag)

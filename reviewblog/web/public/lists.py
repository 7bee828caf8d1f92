"""Lists of reviews, for readers."""

from http import HTTPStatus
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.list_models import ReviewList
from reviewblog.reviews.list_queries import (
    Shown,
    find_new_slug,
    find_public,
    list_public,
    list_shown,
)
from reviewblog.web.absolute import absolute_url
from reviewblog.web.caching import shows
from reviewblog.web.public.blueprint import bp
from reviewblog.web.wording import as_iso


@bp.get("/lists/")
def list_lists() -> ResponseReturnValue:
    shows("reviews")
    lists = list_public(db.session(), at=utcnow())
    return render_template("public/list_lists.html", lists=lists)


@bp.get("/lists/<slug>/")
def show_list(slug: str) -> ResponseReturnValue:
    shows("reviews")
    session = db.session()
    found = find_public(session, slug)
    if found is None:
        new_slug = find_new_slug(session, slug) or abort(404)
        page = url_for("public.show_list", slug=new_slug)
        return redirect(page, HTTPStatus.MOVED_PERMANENTLY)
    entries = list_shown(session, found, at=utcnow())
    return render_template(
        "public/show_list.html",
        list=found,
        entries=entries,
        graph=describe(found, entries),
    )


def describe(found: ReviewList, entries: list[Shown]) -> dict[str, Any]:
    """Describe a list to machines, as a schema.org ItemList."""
    order = "ItemListOrderAscending" if found.is_ranked else "ItemListUnordered"
    return {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "ItemList",
                "@id": f"{absolute_url('public.show_list', slug=found.slug)}#list",
                "url": absolute_url("public.show_list", slug=found.slug),
                "name": found.title,
                "dateModified": as_iso(found.updated_at),
                "itemListOrder": f"https://schema.org/{order}",
                "numberOfItems": len(entries),
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": shown.rank,
                        "name": shown.review.work.title,
                        "url": absolute_url(
                            "public.show_review", slug=shown.review.slug
                        ),
                    }
                    for shown in entries
                ],
            }
        ],
    }

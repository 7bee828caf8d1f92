"""Searching the site, from its own page and from a browser's search field."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.search import find, list_occurring
from reviewblog.search.query import read_query
from reviewblog.web.caching import shows
from reviewblog.web.counting.layer import FOUND_HEADER
from reviewblog.web.identity import is_signed_in
from reviewblog.web.paging import Page, page_number
from reviewblog.web.public.blueprint import bp

PAGE_SIZE = 10


@bp.get("/search")
def show_search() -> ResponseReturnValue:
    shows("reviews")
    session, at, number = db.session(), utcnow(), page_number()
    query = read_query(request.args.get("q", ""))
    offset = (number - 1) * PAGE_SIZE
    hits = find(session, query, at=at, limit=PAGE_SIZE, offset=offset)
    is_too_much = not hits.total and len(query.terms) > 1
    page = render_template(
        "public/show_search.html",
        query=query,
        page=Page(hits.items, number, PAGE_SIZE, hits.total),
        occurring=list_occurring(session, query, at=at) if is_too_much else [],
    )
    # The desk looks for things, too, but is no reader.
    return page, {} if is_signed_in() else {FOUND_HEADER: str(hits.total)}


@bp.get("/opensearch.xml")
def show_opensearch() -> ResponseReturnValue:
    shows("reviews")
    description = render_template("public/opensearch.xml")
    return Response(description, mimetype="application/opensearchdescription+xml")

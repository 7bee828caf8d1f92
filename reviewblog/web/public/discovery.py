"""What search engines ask for first: the map of the site, and what to leave alone."""

from http import HTTPStatus
from urllib.parse import quote

from flask import Response, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.sitemap import PageKind, count_pages, list_pages
from reviewblog.site.crawlers import turned_away
from reviewblog.web.absolute import absolute_url
from reviewblog.web.assets import asset
from reviewblog.web.caching import shows
from reviewblog.web.public.blueprint import bp
from reviewblog.web.site import current_site

# A fifth of what the protocol allows in one file: nobody shall wait for seconds.
MOST_PAGES = 10_000
# What a part of a path may hold as it is (RFC 3986, section 3.3: pchar).
PLAIN = "!$&'()*+,;=:@"
ENDPOINTS = {
    PageKind.REVIEW: "public.show_review",
    PageKind.PERSON: "public.show_person",
    PageKind.WORK: "public.show_work",
    PageKind.TAG: "public.show_tag",
    PageKind.STANDING: "public.show_page",
    PageKind.LIST: "public.show_list",
}


@bp.get("/robots.txt")
def show_robots() -> ResponseReturnValue:
    shows("reviews")
    names = turned_away(current_site().ai_crawlers)
    text = render_template("public/robots.txt", turned_away=names)
    return Response(text, mimetype="text/plain")


@bp.get("/favicon.ico")
def show_icon() -> ResponseReturnValue:
    """Lead whoever does not read the page's head, as feed readers, to the icon."""
    return redirect(asset("img/icon.svg"))


@bp.get("/sitemap.xml")
def show_sitemap() -> ResponseReturnValue:
    shows("reviews")
    total = count_pages(db.session(), at=utcnow())
    if total <= MOST_PAGES:
        return _part(1)
    parts = range(1, -(-total // MOST_PAGES) + 1)
    return _xml("public/sitemap_index.xml", parts=parts)


@bp.get("/sitemap-<int:number>.xml")
def show_sitemap_part(number: int) -> ResponseReturnValue:
    shows("reviews")
    if not 1 <= number <= MOST_PAGES:
        abort(HTTPStatus.NOT_FOUND)
    return _part(number)


def _part(number: int) -> Response:
    first = (number - 1) * MOST_PAGES
    pages = list_pages(db.session(), at=utcnow(), limit=MOST_PAGES, offset=first)
    if not pages and number > 1:
        abort(HTTPStatus.NOT_FOUND)
    # To put each address together by itself takes longer than all the rest.
    folders = {
        kind: absolute_url(endpoint, slug="slug").removesuffix("slug/")
        for kind, endpoint in ENDPOINTS.items()
    }
    changes = [
        (f"{folders[page.kind]}{quote(page.slug, PLAIN)}/", page.changed_at)
        for page in pages
    ]
    return _xml("public/sitemap.xml", changes=changes, number=number)


def _xml(template: str, **values: object) -> Response:
    return Response(render_template(template, **values), mimetype="application/xml")

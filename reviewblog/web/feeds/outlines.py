"""The feeds to subscribe to, in the format that feed readers import."""

from flask import Response, request

from reviewblog.syndication import opml
from reviewblog.syndication.opml import Subscription
from reviewblog.web.feeds.answers import open_to_all, site_addresses
from reviewblog.web.feeds.blueprint import bp
from reviewblog.web.site import current_site


@bp.get("/subscribe/opml")
def show_opml() -> Response:
    site, addresses = current_site(), site_addresses()
    feeds = [
        Subscription(
            title=site.title,
            description="Every review, in full.",
            home=addresses.home,
            address=addresses.document("/feed.xml"),
        ),
        Subscription(
            title=f"{site.title}: comments",
            description="What readers say.",
            home=addresses.home,
            address=addresses.document("/comments/feed.xml"),
        ),
    ]
    document = opml.render(
        site.title, feeds, language=site.language, created_at=site.created_at
    )
    response = Response(document, content_type=f"{opml.MIME_TYPE}; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="feeds.opml"'
    response.add_etag()
    response.make_conditional(request)
    return open_to_all(response)

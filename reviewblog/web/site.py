"""The site's settings, as every page needs them."""

from flask import g
from sqlalchemy.exc import SQLAlchemyError

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.site.defaults import default_site, get_site
from reviewblog.site.models import Site


def current_site() -> Site:
    """Return the site's settings, asked for once a request."""
    if "site" not in g:
        g.site = get_site(db.session())
    site: Site = g.site
    return site


def settle_for_defaults() -> None:
    """Make sure that a page about a failure can be shown without the database."""
    session = db.session()
    try:
        session.rollback()
        g.site = get_site(session)
        session.expunge(g.site)
    except SQLAlchemyError:
        g.site = default_site(at=utcnow())

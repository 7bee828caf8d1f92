"""The site's settings and its menu, as every page needs them."""

from collections.abc import Sequence

from flask import g
from sqlalchemy.exc import SQLAlchemyError

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.site.defaults import default_site, get_site
from reviewblog.site.models import Site
from reviewblog.standing.queries import MenuEntry, list_menu


def current_site() -> Site:
    """Return the site's settings, asked for once a request."""
    if "site" not in g:
        g.site = get_site(db.session())
    site: Site = g.site
    return site


def current_menu() -> Sequence[MenuEntry]:
    """Return the standing pages that menus name, asked for once a request."""
    if "menu" not in g:
        g.menu = list_menu(db.session())
    menu: Sequence[MenuEntry] = g.menu
    return menu


def settle_for_defaults() -> None:
    """Make sure that a page about a failure can be shown without the database."""
    session = db.session()
    try:
        session.rollback()
        g.site = get_site(session)
        session.expunge(g.site)
        g.menu = list_menu(session)
    except SQLAlchemyError:
        g.site, g.menu = default_site(at=utcnow()), ()

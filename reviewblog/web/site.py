"""The site's settings and its menu, as every page needs them.

They change once a month and are shown with every page, so each process keeps them as
long as nothing that readers see has changed. Whoever changes the settings takes the
row itself, with ``get_site``.
"""

import sqlite3
from collections.abc import Sequence

from flask import Flask, current_app, g
from msgspec import Struct
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.site.defaults import default_site, get_site
from reviewblog.site.models import Site
from reviewblog.standing.queries import MenuEntry, list_menu
from reviewblog.web.unchanged import Unchanged
from reviewblog.web.watch import known_now

HOUSE = "house"


class House(Struct, frozen=True):
    """What stands around every page; the row belongs to no session."""

    site: Site
    menu: Sequence[MenuEntry]


def ask_for_house(session: Session, _: None) -> House:
    """Load them, to outlive the session."""
    site = get_site(session)
    menu = tuple(list_menu(session))
    session.expunge(site)
    return House(site, menu)


def init_app(app: Flask) -> None:
    """Let the application keep them."""
    with app.app_context():
        app.extensions[HOUSE] = Unchanged(db.engine, ask_for_house)


def current_site() -> Site:
    """Return the site's settings, the same ones throughout a request."""
    return current_house().site


def current_menu() -> Sequence[MenuEntry]:
    """Return the standing pages that menus name."""
    return current_house().menu


def settle_for_defaults() -> None:
    """Make sure that a page about a failure can be shown without the database."""
    try:
        db.session().rollback()
        current_house()
    except (sqlite3.Error, SQLAlchemyError):
        g.house = House(default_site(at=utcnow()), ())


def current_house() -> House:
    """Return both, the same ones throughout a request."""
    house: House | None = g.get("house")
    if house is None:
        kept: Unchanged[None, House] = current_app.extensions[HOUSE]
        g.house = kept.look(known_now(), None)
        house = g.house
    return house

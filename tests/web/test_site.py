"""The settings and the menu that every page shows: kept, and never old."""

from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from reviewblog.site.defaults import get_site
from reviewblog.web.site import current_menu, current_site
from tests.factories import make_page, make_review
from tests.statements import counted_statements

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def test_the_site_is_not_asked_for_again_while_nothing_changes(
    app: Flask, client: FlaskClient
) -> None:
    client.get("/subscribe/")

    with counted_statements(app) as sent:
        assert client.get("/about-nothing/").status_code == 404

    assert not [each for each in sent if "FROM site" in each]
    assert not [each for each in sent if "page.in_menu = " in each]


def test_a_changed_setting_shows_on_the_very_next_page(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    for title in ("Row K", "Row L", "Row M"):
        get_site(session).title = title
        session.commit()

        assert f": {title}</title>" in client.get("/subscribe/").text


def test_a_setting_changed_past_the_program_shows_as_well(
    app: Flask, session: Session
) -> None:
    with app.app_context():
        assert current_site().title != "Past"
    session.execute(text("UPDATE site SET title = 'Past'"))
    session.commit()

    with app.app_context():
        assert current_site().title == "Past"


def test_the_menu_follows_its_pages(app: Flask, session: Session) -> None:
    with app.app_context():
        assert not current_menu()
    page = make_page(session, title="Masthead", in_menu=True)

    with app.app_context():
        assert [entry.title for entry in current_menu()] == ["Masthead"]
    session.delete(page)
    session.commit()

    with app.app_context():
        assert not current_menu()


def test_what_is_not_committed_is_not_shown(app: Flask, session: Session) -> None:
    get_site(session).title = "Not yet"
    session.flush()

    with app.app_context():
        assert current_site().title != "Not yet"
    session.rollback()


def test_an_unsaved_change_of_the_kept_settings_reaches_nobody(
    app: Flask, session: Session
) -> None:
    """The kept row belongs to no session, so that nothing can be saved through it."""
    make_review(session)
    with app.app_context():
        assert current_site() not in session
        assert get_site(session) is not current_site()

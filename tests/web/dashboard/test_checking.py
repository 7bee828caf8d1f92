"""The check of the archive at the desk."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.reviews.rendering import render
from tests.factories import make_person, make_review, make_work
from tests.pages import links, texts

PAGE = "/dashboard/check/"


def test_a_whole_archive_is_said_to_be(desk: FlaskClient, session: Session) -> None:
    work = make_work(session, directors=("Jacques Tati",), cast=("Barbara Dennek",))
    make_review(session, work=work)

    assert texts(desk.get(PAGE), "main .note") == ["Nothing is amiss."]


def test_every_flaw_leads_to_where_it_is_mended(
    desk: FlaskClient, session: Session
) -> None:
    one, other = (
        make_person(session, "Agnès Varda"),
        make_person(session, "Agnes Varda"),
    )
    review = make_review(session, body="[a](/reviews/gone/)", title="Rush")
    render(session, review)
    session.commit()

    page = desk.get(PAGE)

    mending = links(page, "main .mini a")
    assert f"/dashboard/people/{other.id}/merge?into={one.id}" in mending
    assert f"/dashboard/reviews/{review.id}/edit" in mending
    assert "Links and pictures that lead nowhere 1" in texts(page, "main h2")
    assert "/reviews/gone/" in texts(page, ".check__link")
    for address in set(mending):
        assert desk.get(address).status_code == 200, address


def test_only_so_much_is_shown_at_once(desk: FlaskClient, session: Session) -> None:
    for number in range(101):
        make_person(session, f"É{number}")
        make_person(session, f"E{number}")

    page = desk.get(PAGE)

    assert len(texts(page, "main .mini li")) == 100
    assert "And 1 more" in page.text

"""Looking after people: found, renamed, merged, told apart."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.activity import Activity
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.works.models import Credit, Person
from tests.clients import fields_of
from tests.factories import make_person, make_review, make_work
from tests.pages import links, texts
from tests.statements import counted_statements

LIST = "/dashboard/people/"


@pytest.fixture
def reviewed(session: Session) -> Review:
    work = make_work(
        session, title="Shame", directors=("Steve McQueen",), cast=("Fassbender",)
    )
    other = make_work(
        session, title="Bullitt", cast=("Steve McQueen as Frank", "S. McQueen as Extra")
    )
    make_review(session, work=other)
    return make_review(session, work=work)


def named(session: Session, name: str) -> Person:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Person).where(Person.name == name)).one()


def page_of(person: Person) -> str:
    return f"{LIST}{person.id}"


@pytest.mark.usefixtures("reviewed")
def test_the_list_counts_credits_and_is_searched(desk: FlaskClient) -> None:
    everybody = texts(desk.get(LIST), ".mini li")
    found = texts(desk.get(f"{LIST}?q=mcqueen+steve"), ".mini li")

    assert "Fassbender 1 credit" in everybody
    assert found == ["Steve McQueen 2 credits"]


def test_an_empty_list_says_where_people_come_from(desk: FlaskClient) -> None:
    assert "/dashboard/reviews/new" in links(desk.get(LIST), "main a")
    assert "Nobody here" in desk.get(f"{LIST}?q=x").text


@pytest.mark.parametrize(
    "path", ["999999", "99999999999999999999", "1/merge?into=2", "1/merge?into=x"]
)
def test_nobody_is_404(desk: FlaskClient, path: str) -> None:
    assert desk.get(LIST + path).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("query", ["q=%00", "q=%ED%A0%80", "q=" + "a" * 9000, "q=%25_"])
def test_any_search_is_just_words(desk: FlaskClient, query: str) -> None:
    assert desk.get(f"{LIST}?{query}").status_code == HTTPStatus.OK


@pytest.mark.usefixtures("reviewed")
def test_a_new_name_shows_and_the_old_address_leads_there(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    person = named(session, "Fassbender")
    old = f"/people/{person.slug}/"
    page = page_of(person)
    typed = fields_of(desk.get(page)) | {"name": "Michael Fassbender", "slug": ""}

    assert desk.post(page, data=typed).status_code == HTTPStatus.SEE_OTHER

    answer = client.get(old)
    assert answer.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert answer.location == "/people/michael-fassbender/"
    feed = client.get(f"{old}feed.xml")
    assert feed.location == "/people/michael-fassbender/feed.xml"
    assert texts(client.get(answer.location), "h1") == ["Michael Fassbender"]
    session.rollback()
    assert session.scalars(select(Activity.label)).all() == ["Michael Fassbender"]


def test_a_name_that_cannot_be_comes_back_as_typed(
    desk: FlaskClient, session: Session
) -> None:
    person = make_person(session, "Tati")
    page = page_of(person)

    answer = desk.post(page, data={"name": "Tati, Jacques", "slug": "kept"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "without commas" in answer.text
    assert 'value="Tati, Jacques"' in answer.text
    assert 'value="kept"' in answer.text
    assert named(session, "Tati").name == "Tati"


@pytest.mark.usefixtures("reviewed")
def test_a_merge_is_shown_before_it_is_done(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    lost, kept = named(session, "S. McQueen"), named(session, "Steve McQueen")
    page = f"{page_of(lost)}/merge"

    shown = desk.get(f"{page}?into={kept.id}")
    assert "1 credit is there already" in shown.text
    assert named(session, "S. McQueen").id == lost.id
    done = desk.post(page, data={"into": str(kept.id)})

    assert done.location == page_of(kept)
    moved = client.get(f"/people/{lost.slug}/")
    assert moved.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert moved.location == f"/people/{kept.slug}/"
    assert texts(client.get(moved.location), "h1") == ["Steve McQueen"]


def test_two_who_merge_the_same_people_do_no_harm(
    desk: FlaskClient, session: Session
) -> None:
    lost, kept = make_person(session), make_person(session)
    page = f"{page_of(lost)}/merge"
    desk.post(page, data={"into": str(kept.id)})

    again = desk.post(page, data={"into": str(kept.id)})
    itself = desk.post(f"{page_of(kept)}/merge", data={"into": str(kept.id)})

    assert again.status_code == HTTPStatus.NOT_FOUND
    assert itself.status_code == HTTPStatus.CONFLICT


@pytest.mark.usefixtures("reviewed")
def test_namesakes_told_apart_are_told_apart_for_readers(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    person = named(session, "Steve McQueen")
    directing = session.scalars(select(Credit.id).where(Credit.role == "director"))
    typed = {"credit_id": str(directing.one()), "leaves": "director", "stays": "actor"}

    answer = desk.post(f"{page_of(person)}/split", data=typed)

    assert answer.status_code == HTTPStatus.SEE_OTHER
    page = client.get("/people/steve-mcqueen-director/")
    assert "Steve McQueen (director)" in texts(page, "title")[0]
    assert f"/people/{person.slug}/" in links(page, ".page-head a")
    assert "Bullitt" not in page.text.replace("Not Steve", "")


@pytest.mark.usefixtures("reviewed")
def test_a_split_that_says_too_little_keeps_what_was_ticked(
    desk: FlaskClient, session: Session
) -> None:
    person = named(session, "Steve McQueen")
    credit_id = session.scalars(
        select(Credit.id).where(Credit.role == "director")
    ).one()

    answer = desk.post(f"{page_of(person)}/split", data={"credit_id": str(credit_id)})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'value="{credit_id}" checked' in answer.text


def test_the_review_form_asks_which_namesake_is_meant(
    desk: FlaskClient, session: Session
) -> None:
    make_person(session, "Steve McQueen", disambiguation="actor")
    make_person(session, "Steve McQueen", disambiguation="director")
    typed = {"film_title": "Shame", "directors": "Steve McQueen", "action": "save"}

    refused = desk.post("/dashboard/reviews/new", data=typed)
    saved = desk.post(
        "/dashboard/reviews/new",
        data=typed | {"directors": "Steve McQueen (director)"},
    )

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "“Steve McQueen (director)”" in refused.text
    assert 'value="Steve McQueen"' in refused.text
    assert 'value="Steve McQueen (director)"' in desk.get(saved.location).text


def test_a_former_address_tells_nothing_of_drafts(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    work = make_work(session, directors=("Secret",))
    make_review(session, work=work, status=ReviewStatus.DRAFT)
    person = named(session, "Secret")
    old = f"/people/{person.slug}/"
    desk.post(page_of(person), data={"name": "Secret", "slug": "moved"})

    assert client.get(old).status_code == HTTPStatus.NOT_FOUND
    assert client.get(f"{old}feed.xml").status_code == HTTPStatus.NOT_FOUND


def test_a_long_list_costs_no_more_statements(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    make_person(session, "First")
    with counted_statements(app) as few:
        desk.get(LIST)
    for number in range(20):
        make_person(session, f"Person {number}")

    with counted_statements(app) as many:
        desk.get(LIST)

    assert len(many) == len(few)

"""People from A to Z, and everything reviewed with one of them."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.reviews.models import ReviewStatus
from tests.factories import make_person, make_review, make_work
from tests.pages import links, parsed, texts


def test_list_people_files_them_by_letter(
    client: FlaskClient, session: Session
) -> None:
    make_person(session, "Orson Welles", sort_name="welles orson")
    make_person(session, "Agnès Varda", sort_name="varda agnes")
    work = make_work(session, directors=("Orson Welles", "Agnès Varda"))
    make_review(session, work=work)

    response = client.get("/people/")

    assert texts(response, ".letters li") == ["V", "W"]
    assert links(response, ".letters a") == ["/people/#letter-v", "/people/#letter-w"]
    assert texts(response, ".catalogue li a") == ["Agnès Varda", "Orson Welles"]


def test_list_people_jumps_to_the_page_of_a_letter(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewblog.web.public.people.CATALOGUE_PAGE", 2)
    names = ("Ada", "Abe", "Zoe")
    make_review(session, work=make_work(session, cast=names))

    response = client.get("/people/")

    assert links(response, ".letters a")[-1] == "/people/?page=2#letter-z"
    assert texts(client.get("/people/?page=2"), ".catalogue li a") == ["Zoe"]


def test_list_people_of_an_empty_site_leads_somewhere(client: FlaskClient) -> None:
    response = client.get("/people/")

    assert "/subscribe/" in links(response, "main .dek a")


def test_show_person_sorts_works_by_what_they_did(
    client: FlaskClient, session: Session
) -> None:
    welles = make_person(session, "Orson Welles")
    kane = make_work(
        session,
        release_year=1941,
        directors=("Orson Welles",),
        cast=("Orson Welles as Kane",),
    )
    lime = make_work(session, release_year=1949, cast=("Orson Welles as Lime",))
    make_review(session, work=kane, title="Citizen Kane", grade="A+")
    make_review(session, work=lime, title="The Third Man", grade="A-")

    response = client.get(f"/people/{welles.slug}/")

    assert texts(response, "[aria-labelledby=director] h3") == ["Citizen Kane"]
    assert texts(response, "[aria-labelledby=cast] h3") == [
        "The Third Man",
        "Citizen Kane",
    ]
    assert "as Lime." in texts(response, "[aria-labelledby=cast] .entry__by")[0]


def test_a_review_under_a_title_of_its_own_names_its_film(
    client: FlaskClient, session: Session
) -> None:
    person = make_person(session, "Nikolai Grinko")
    work = make_work(session, title="Stalker", cast=("Nikolai Grinko as Professor",))
    make_review(session, work=work, title="The Room at the End")

    page = client.get(f"/people/{person.slug}/")

    assert "Stalker</cite>, as Professor. " in page.text


def test_show_person_draws_grades_and_tells_them(
    client: FlaskClient, session: Session
) -> None:
    person = make_person(session, "Carol Reed")
    for year, grade in ((1949, "A"), (1968, "C-")):
        work = make_work(
            session,
            title=f"Film of {year}",
            release_year=year,
            directors=("Carol Reed",),
        )
        make_review(session, work=work, grade=grade)

    response = client.get(f"/people/{person.slug}/")

    told = "Film of 1949, 1949, A; Film of 1968, 1968, C−."
    assert texts(response, "svg desc") == [told]
    assert len(parsed(response).cssselect("svg circle")) == 2
    assert texts(response, ".plain tbody tr") == [
        "1949 Film of 1949 A",
        "1968 Film of 1968 C−",
    ]


def test_show_person_offers_their_feed(client: FlaskClient, session: Session) -> None:
    person = make_person(session, "Carol Reed")
    make_review(session, work=make_work(session, writers=("Carol Reed",)))

    response = client.get(f"/people/{person.slug}/")

    feed = f"/people/{person.slug}/feed.xml"
    assert feed in links(response, "link[rel=alternate]")
    assert client.get(feed).status_code == 200


def test_show_person_hides_who_is_in_drafts_only(
    client: FlaskClient, session: Session
) -> None:
    person = make_person(session, "Carol Reed")
    work = make_work(session, directors=("Carol Reed",))
    make_review(session, work=work, status=ReviewStatus.DRAFT)

    assert client.get(f"/people/{person.slug}/").status_code == 404


@pytest.mark.parametrize("slug", ["nobody", "%00", "x" * 4000])
def test_show_person_knows_no_such_person(client: FlaskClient, slug: str) -> None:
    assert client.get(f"/people/{slug}/").status_code == 404

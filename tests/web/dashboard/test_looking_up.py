"""Looking a film up while its review is written, without a script."""

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.config import Settings
from reviewblog.reviews.models import Review, ReviewStatus
from tests.clients import fields_of, sign_in
from tests.factories import PASSWORD, make_account, make_review, make_work
from tests.hostile import BODIES
from tests.works.catalogues import Played, Reply, playing

NEW = "/dashboard/reviews/new"
LOOK_UP = "/dashboard/works/look-up"
FACTS = "/dashboard/works/look-up/facts"
FILL = "/dashboard/works/look-up/fill"


@pytest.fixture(scope="module")
def played() -> Iterator[Played]:
    with playing() as played:
        yield played


@pytest.fixture(autouse=True)
def as_recorded(played: Played) -> Iterator[None]:
    replies = dict(played.replies)
    yield
    played.replies = replies


@pytest.fixture
def settings(settings: Settings, played: Played) -> Settings:
    return replace(settings, outgoing_test_port=str(played.port))


def values_of(text: str, name: str) -> list[str]:
    """Return the values of all controls of a name."""
    return [
        str(each.get("value"))
        for each in html.fromstring(text).cssselect(f"[name={name}]")
    ]


def ticked(text: str) -> set[str]:
    """Return the names of the fields that are ticked to be filled."""
    boxes = html.fromstring(text).cssselect("[name=take][checked]")
    return {str(box.get("value")) for box in boxes}


def typed(**fields: Any) -> dict[str, Any]:
    return {"film_title": "playtime", "body": "Glass.", **fields}


def test_works_of_the_archive_come_before_those_of_the_catalogues(
    desk: FlaskClient, session: Session
) -> None:
    work = make_work(
        session, title="PlayTime", sort_title="playtime", directors=("Jacques Tati",)
    )

    page = desk.post(LOOK_UP, data=typed())

    assert page.status_code == HTTPStatus.OK
    assert values_of(page.text, "candidate") == [
        f"work:{work.id}",
        "wikidata:Q1168130",
        "wikidata:Q3906036",
    ]
    assert "Jacques Tati" in page.text
    assert fields_of(page, "form[data-editor]")["body"] == "Glass."


def test_what_would_be_filled_is_shown_first(desk: FlaskClient) -> None:
    page = desk.post(
        FACTS, data=typed(candidate="wikidata:Q1168130", release_year="1966")
    )

    assert fields_of(page, "form[data-editor]")["directors"] == ""
    assert {"directors", "cast", "runtime_minutes", "imdb_id"} < ticked(page.text)
    assert not {"release_year", "film_title"} & ticked(page.text)
    assert {"release_year", "film_title"} < set(values_of(page.text, "take"))
    assert "Monsieur Hulot" in page.text


def test_only_what_is_accepted_is_filled(desk: FlaskClient, session: Session) -> None:
    sent = typed(
        candidate="wikidata:Q1168130",
        release_year="1966",
        writers="Me",
        take=["directors", "cast", "slug", "body"],
    )
    page = desk.post(FILL, data=sent)

    form = fields_of(page, "form[data-editor]")
    assert form["directors"] == "Jacques Tati"
    assert form["cast"].startswith("Jacques Tati as Monsieur Hulot\nBarbara")
    assert (form["release_year"], form["writers"]) == ("1966", "Me")
    assert (form["body"], form["slug"]) == ("Glass.", "")
    assert "Filled in:</b> Directors; Cast" in page.text
    assert session.scalar(select(func.count(Review.id))) == 0


def test_a_wrong_number_comes_back_and_may_be_overwritten(desk: FlaskClient) -> None:
    wrong = typed(candidate="wikidata:Q1168130", release_year="MCMLXVII")

    kept = desk.post(FILL, data=wrong)
    taken = desk.post(FILL, data=wrong | {"take": "release_year"})

    assert values_of(kept.text, "release_year") == ["MCMLXVII"]
    assert values_of(taken.text, "release_year") == ["1967"]


def test_what_was_filled_is_saved_with_the_review(
    desk: FlaskClient, session: Session
) -> None:
    take = ["directors", "cast", "countries", "release_year", "wikidata_id"]
    page = desk.post(FILL, data=typed(candidate="wikidata:Q1168130", take=take))
    form = {
        k: v
        for k, v in fields_of(page, "form[data-editor]").items()
        if k != "candidate"
    }

    saved = desk.post(NEW, data=form | {"action": "save"})

    assert saved.status_code == HTTPStatus.SEE_OTHER
    review = session.scalars(select(Review)).one()
    again = desk.get(f"/dashboard/reviews/{review.id}/edit")
    assert values_of(again.text, "wikidata_id") == ["Q1168130"]
    assert values_of(again.text, "countries") == ["France, Italy"]


def test_the_review_stays_the_one_it_was(desk: FlaskClient, session: Session) -> None:
    review = make_review(session)

    page = desk.post(f"{LOOK_UP}?review={review.id}", data=typed())

    assert f"/dashboard/reviews/{review.id}/edit" in page.text
    assert f"facts?review={review.id}" in page.text


def test_a_work_of_the_archive_fills_what_is_known_of_it(
    desk: FlaskClient, session: Session
) -> None:
    work = make_work(
        session, title="Traffic", directors=("Jacques Tati",), release_year=1971
    )

    page = desk.post(
        FILL,
        data=typed(candidate=f"work:{work.id}", take=["directors", "release_year"]),
    )

    assert values_of(page.text, "directors") == ["Jacques Tati"]
    assert values_of(page.text, "release_year") == ["1971"]


def test_drafts_of_others_are_nobodys_business(
    client: FlaskClient, session: Session
) -> None:
    secret = make_work(session, title="Playtime Two", sort_title="playtime two")
    make_review(session, work=secret, status=ReviewStatus.DRAFT)
    public = make_work(session, title="Playtime", sort_title="playtime")
    make_review(session, work=public)
    author = make_account(session, role=Role.AUTHOR)
    desk = sign_in(client, session, author)

    offered = desk.get(LOOK_UP, query_string={"q": "playtime", "in": "archive"})
    asked = desk.post(FACTS, data=typed(candidate=f"work:{secret.id}"))

    assert [each["value"] for each in offered.get_json()["choices"]] == [
        f"work:{public.id}"
    ]
    assert "no longer in the archive" in asked.text


def test_the_script_is_given_the_same(desk: FlaskClient) -> None:
    choices = desk.get(LOOK_UP, query_string={"q": "playtime"}).get_json()["choices"]
    panel = desk.post(
        FACTS,
        data=typed(candidate="wikidata:Q1168130"),
        headers={"Accept": "application/json"},
    ).get_json()["html"]

    assert choices[0] == {
        "value": "wikidata:Q1168130",
        "title": "PlayTime",
        "year": 1967,
        "makers": "Jacques Tati",
        "note": "1967 film by Jacques Tati",
        "source": "Wikidata",
    }
    assert "Monsieur Hulot" in panel


def test_a_catalogue_out_of_reach_leaves_the_form_as_it_was(
    desk: FlaskClient, played: Played
) -> None:
    played.replies = {"*": Reply(status=500)}

    page = desk.post(LOOK_UP, data=typed(film_title="Nowhere"))
    facts = desk.post(FACTS, data=typed(candidate="wikidata:Q77"))
    fill = desk.post(FILL, data=typed(candidate="wikidata:Q77", take="directors"))

    for answer in (page, facts, fill):
        assert answer.status_code == HTTPStatus.OK
        assert "What you know can be typed below as ever." in answer.text
        assert fields_of(answer, "form[data-editor]")["body"] == "Glass."
    # Nobody was asked, so nobody can say that there is none.
    assert "No film called" not in page.text
    assert "Your own archive has no film called “Nowhere”." in page.text


@pytest.mark.parametrize(
    "candidate",
    [
        "",
        ":",
        "work:",
        "work:0",
        "work:x",
        "work:" + "9" * 30,
        "wikidata:",
        "wikidata:Q1|Q2",
        "tmdb:1",
        "mars:1",
        "\x00:\x00",
    ],
)
def test_nonsense_is_answered_with_a_sentence(
    desk: FlaskClient, candidate: str
) -> None:
    for address in (FACTS, FILL):
        page = desk.post(
            address, data=typed(candidate=candidate, take=["", "kind", "x"])
        )
        assert page.status_code == HTTPStatus.OK
        assert "as ever" in page.text


def test_without_a_title_there_is_nothing_to_look_up(desk: FlaskClient) -> None:
    page = desk.post(LOOK_UP, data={"film_title": " "})

    assert "Type the title first" in page.text


def test_hostile_names_are_shown_as_text(desk: FlaskClient, played: Played) -> None:
    evil = "<script>alert(1)</script>"

    def spoil(reply: Reply) -> Reply:
        body = reply.body.replace(b"Q1168130", b"Q666")
        for name in (b"Jacques Tati", b"Monsieur Hulot", b"PlayTime"):
            body = body.replace(name, evil.encode())
        return Reply(body=body)

    played.replies = {name: spoil(reply) for name, reply in played.replies.items()}

    page = desk.post(FACTS, data=typed(candidate="wikidata:Q666"))

    assert evil not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("text", BODIES[:6])
def test_a_hostile_title_is_looked_up_as_any_other(
    desk: FlaskClient, text: str
) -> None:
    page = desk.post(LOOK_UP, data=typed(film_title=text))

    assert page.status_code == HTTPStatus.OK
    assert "<script>alert" not in page.text


def test_a_reader_and_a_moderator_look_nothing_up(
    client: FlaskClient, session: Session
) -> None:
    stranger = client.get(LOOK_UP, query_string={"q": "x"})
    moderator = sign_in(client, session, make_account(session, role=Role.MODERATOR))

    assert stranger.status_code == HTTPStatus.FOUND
    assert "/login" in stranger.location
    assert moderator.post(LOOK_UP, data=typed()).status_code == HTTPStatus.FORBIDDEN


def test_switched_off_only_the_archive_answers(
    settings: Settings, session: Session, owner: Any, build_app: Any, played: Played
) -> None:
    app = build_app(replace(settings, look_up="off"))
    desk = sign_in(app.test_client(), session, owner)
    before = len(played.asked)

    page = desk.post(LOOK_UP, data=typed(film_title="Not asked"))

    assert "No film called “Not asked” was found" in page.text
    assert len(played.asked) == before


def test_a_session_that_ended_meanwhile_loses_no_word(
    client: FlaskClient, desk: FlaskClient, session: Session, owner: Any
) -> None:
    review = make_review(session, author=owner)
    page = client.post(f"{LOOK_UP}?review={review.id}", data=typed())
    login = fields_of(page)

    again = client.post(
        "/login", data=login | {"username": "owner", "password": PASSWORD}
    )

    assert fields_of(again, "form[data-editor]")["body"] == "Glass."
    assert f"/dashboard/reviews/{review.id}/edit" in again.text

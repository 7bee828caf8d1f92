"""What machines read of a review."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.works.models import WorkKind
from tests.factories import make_account, make_review, make_work
from tests.pages import linked_data


def graph(client: FlaskClient, slug: str) -> dict[str, dict[str, Any]]:
    """Return a review's nodes by their type."""
    nodes = linked_data(client.get(f"/reviews/{slug}/"))
    return {node["@type"]: node for node in nodes}


def test_a_graded_review_is_a_critic_review(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session, slug="rush-1991")
    author = make_account(session, display_name="The Critic")
    make_review(session, work=work, author=author, slug="rush", grade="A-", dek="Go.")

    review = graph(client, "rush")["CriticReview"]

    assert review["url"] == "http://localhost/reviews/rush/"
    assert review["author"] == {"@type": "Person", "name": "The Critic"}
    assert review["datePublished"] == "2020-01-01T12:00:00+00:00"
    assert review["description"] == "Go."
    assert review["itemReviewed"] == {"@id": "http://localhost/works/rush-1991/#work"}
    assert review["reviewRating"]["ratingValue"] == 91
    assert review["reviewRating"]["bestRating"] == 100
    assert review["reviewRating"]["worstRating"] == 0
    assert review["reviewRating"]["alternateName"] == "A−"


def test_the_lowest_grade_is_nought_and_not_nothing(
    client: FlaskClient, session: Session
) -> None:
    make_review(session, slug="rush", grade="F")

    assert graph(client, "rush")["CriticReview"]["reviewRating"]["ratingValue"] == 0


def test_an_ungraded_review_is_an_article(
    client: FlaskClient, session: Session
) -> None:
    make_review(session, slug="rush")

    nodes = graph(client, "rush")

    assert "reviewRating" not in nodes["Article"]
    assert nodes["Article"]["about"]["@id"] == nodes["Movie"]["@id"]


def test_a_film_is_described_by_its_facts(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(
        session,
        title="Rush",
        original_title="Rausch",
        release_year=1991,
        runtime_minutes=120,
        directors=("Lili Fini Zanuck",),
        writers=("Pete Dexter",),
        cast=tuple(f"Actor {number}" for number in range(12)),
        countries=("United States",),
    )
    make_review(session, work=work, slug="rush")

    film = graph(client, "rush")["Movie"]

    assert film["name"] == "Rush"
    assert film["alternateName"] == "Rausch"
    assert film["dateCreated"] == "1991"
    assert film["duration"] == "PT120M"
    assert film["director"][0]["name"] == "Lili Fini Zanuck"
    assert film["director"][0]["url"].startswith("http://localhost/people/person-")
    assert film["author"][0]["name"] == "Pete Dexter"
    assert len(film["actor"]) == 10
    assert film["countryOfOrigin"] == [{"@type": "Country", "name": "United States"}]


def test_what_is_not_known_is_not_claimed(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session, release_year=None, runtime_minutes=None)
    make_review(session, work=work, slug="rush", dek="")

    nodes = graph(client, "rush")

    assert set(nodes["Movie"]) == {"@type", "@id", "name"}
    assert "description" not in nodes["Article"]


@pytest.mark.parametrize(
    ("kind", "type_", "maker"),
    [
        (WorkKind.SERIES, "TVSeries", "director"),
        (WorkKind.BOOK, "Book", "creator"),
        (WorkKind.OTHER, "CreativeWork", "creator"),
    ],
)
def test_other_kinds_have_their_own_types(
    client: FlaskClient, session: Session, kind: WorkKind, type_: str, maker: str
) -> None:
    work = make_work(session, kind=kind, directors=("Somebody",))
    make_review(session, work=work, slug="rush")

    assert graph(client, "rush")[type_][maker][0]["name"] == "Somebody"


def test_a_work_names_its_pages_elsewhere(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session, imdb_id="tt0062136", tmdb_id="movie/10227")
    make_review(session, work=work, slug="playtime")

    movie = graph(client, "playtime")["Movie"]

    assert movie["sameAs"] == [
        "https://www.imdb.com/title/tt0062136/",
        "https://www.themoviedb.org/movie/10227",
    ]

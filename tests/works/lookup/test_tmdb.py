"""What is read of TMDB's answers."""

from reviewblog.works.facts import Billing
from reviewblog.works.lookup.line import Line
from reviewblog.works.lookup.tmdb import Tmdb
from tests.works.catalogues import playing

SHORT = "0123456789abcdef0123456789abcdef"
SITE = "https://reviews.example"


def test_a_search_offers_films() -> None:
    with playing() as played:
        found = Tmdb(Line.of_site(SITE, test_port=played.port), SHORT).search("x", "en")

    assert [(each.key, each.year) for each in found] == [
        ("10227", 1967),
        ("424242", None),
    ]
    assert played.asked[0][1]["api_key"] == SHORT


def test_everything_known_of_a_film_is_read() -> None:
    with playing() as played:
        tmdb = Tmdb(Line.of_site(SITE, test_port=played.port), "a.long.token")
        facts = tmdb.fetch("10227", "en")

    assert (facts.title, facts.original_title) == ("PlayTime", "Play Time")
    assert (facts.release_year, facts.runtime_minutes) == (1967, 124)
    assert facts.directors == ("Jacques Tati",)
    assert facts.writers == ("Jacques Lagrange",)
    assert facts.cast == (
        Billing("Jacques Tati", "Monsieur Hulot"),
        Billing("Barbara Dennek", "Young Tourist"),
    )
    assert facts.countries == ("France", "Italy")
    assert (facts.tmdb_id, facts.wikidata_id) == ("movie/10227", "Q1168130")
    assert played.asked[0][2]["Authorization"] == "Bearer a.long.token"
    assert "api_key" not in played.asked[0][1]


def test_the_key_is_not_shown_by_accident() -> None:
    assert SHORT not in repr(Tmdb(Line.of_site(SITE), SHORT))

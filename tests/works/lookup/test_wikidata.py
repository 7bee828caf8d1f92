"""What is read of Wikidata's answers."""

import pytest

from reviewblog.works.facts import Billing
from reviewblog.works.lookup.errors import LookUpError
from reviewblog.works.lookup.line import Line
from reviewblog.works.lookup.wikidata import Wikidata
from reviewblog.works.models import WorkKind
from tests.works.catalogues import Reply, playing

SITE = "https://reviews.example"


def test_a_search_offers_works_alone() -> None:
    with playing() as played:
        found = Wikidata(Line.of_site(SITE, test_port=played.port)).search(
            "playtime", "en"
        )

    assert [each.key for each in found] == ["Q1168130", "Q3906036"]
    assert (found[0].title, found[0].year) == ("PlayTime", 1967)
    assert found[0].makers == ("Jacques Tati",)
    assert found[0].note == "1967 film by Jacques Tati"
    assert (found[1].year, found[1].makers, found[1].note) == (None, (), "")
    assert len(played.asked) == 2


def test_whoever_asks_says_who_they_are() -> None:
    with playing() as played:
        Wikidata(Line.of_site(SITE, test_port=played.port)).search("x", "pt-BR")

    _, given, headers = played.asked[0]
    assert headers["User-Agent"].startswith("reviewblog/")
    assert headers["User-Agent"].endswith(f"({SITE})")
    assert given["language"] == given["uselang"] == "pt-br"


def test_without_the_query_service_whatever_is_so_called_is_offered() -> None:
    with playing() as played:
        played.replies["sparql"] = Reply(status=500)
        found = Wikidata(Line.of_site(SITE, test_port=played.port)).search("x", "en")

    assert [each.note for each in found] == [
        "play in cricket",
        "1967 film by Jacques Tati",
        "",
    ]


def test_everything_known_of_a_film_is_read() -> None:
    with playing() as played:
        wikidata = Wikidata(Line.of_site(SITE, test_port=played.port))
        facts = wikidata.fetch("Q1168130", "en")

    assert (facts.title, facts.original_title) == ("PlayTime", "Play Time")
    assert facts.original_language == "fr"
    assert facts.release_year == 1967
    assert facts.runtime_minutes == 124
    assert facts.directors == ("Jacques Tati",)
    assert facts.writers == ("Jacques Tati", "Jacques Lagrange")
    assert facts.cast == (
        Billing("Jacques Tati", "Monsieur Hulot"),
        Billing("Barbara Dennek", "Barbara, the young tourist"),
    )
    assert facts.countries == ("France", "Italy")
    assert facts.kind is WorkKind.FILM
    assert facts.wikidata_id == "Q1168130"
    assert facts.imdb_id == "tt0062136"
    assert facts.letterboxd_id == "playtime"
    assert facts.tmdb_id == "movie/10227"
    assert len(played.asked) == 2


@pytest.mark.parametrize("key", ["", "P57", "Q1|Q2", "Q1&x=y", "Q" + "9" * 30])
def test_what_is_no_item_is_not_asked_for(key: str) -> None:
    with playing() as played, pytest.raises(LookUpError, match="no such work"):
        Wikidata(Line.of_site(SITE, test_port=played.port)).fetch(key, "en")

    assert not played.asked


def test_an_item_that_was_merged_is_known_by_its_new_number() -> None:
    with playing() as played:
        wikidata = Wikidata(Line.of_site(SITE, test_port=played.port))
        facts = wikidata.fetch("Q42424242", "en")

    assert facts.wikidata_id == "Q1168130"

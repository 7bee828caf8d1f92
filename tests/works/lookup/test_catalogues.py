"""All catalogues together, and what is remembered of them."""

from reviewblog.works.lookup.catalogues import Catalogues
from reviewblog.works.lookup.memory import DAY, Memory
from tests.works.catalogues import Reply, playing

SITE = "https://reviews.example"


def test_nobody_is_asked_the_same_twice() -> None:
    with playing() as played:
        catalogues = Catalogues.of_site(SITE, test_port=played.port)
        once = catalogues.search("PlayTime", "en")
        twice = catalogues.search(" playtime ", "en")

    assert once == twice
    assert len(played.asked) == 2


def test_an_empty_title_is_asked_of_nobody() -> None:
    with playing() as played:
        found = Catalogues.of_site(SITE, test_port=played.port).search("  ", "en")

    assert not found.candidates
    assert not played.asked


def test_one_catalogue_may_fail_and_the_other_still_answers() -> None:
    with playing() as played:
        played.replies["wbsearchentities"] = Reply(status=500)
        catalogues = Catalogues.of_site(SITE, tmdb_key="k" * 32, test_port=played.port)
        found = catalogues.search("playtime", "en")

    assert {each.source for each in found.candidates} == {"tmdb"}
    assert found.troubles == ("www.wikidata.org gave no answer of use (500).",)


def test_a_failure_is_not_remembered() -> None:
    with playing() as played:
        catalogues = Catalogues.of_site(SITE, test_port=played.port)
        recorded = played.replies["wbsearchentities"]
        played.replies["wbsearchentities"] = Reply(status=500)
        assert catalogues.search("playtime", "en").troubles
        played.replies["wbsearchentities"] = recorded
        assert catalogues.search("playtime", "en").candidates


def test_answers_are_forgotten_after_a_day_and_when_there_are_too_many() -> None:
    now = [0.0]
    memory = Memory(most=2, clock=lambda: now[0])
    asked: list[str] = []

    def ask(question: str) -> str:
        def answer() -> str:
            asked.append(question)
            return question

        return memory.recall(question, answer)

    for question in ("a", "b", "a", "c", "a", "b"):
        assert ask(question) == question
    now[0] = DAY
    ask("b")

    assert asked == ["a", "b", "c", "b", "b"]

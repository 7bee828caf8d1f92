"""Whatever comes back, it is JSON or a sentence for the author."""

import json
from contextlib import ExitStack
from typing import Any

import pytest
from msgspec.structs import replace

from reviewblog.outgoing.requests import Gateway
from reviewblog.works.crediting import LONGEST_NAME, check_label
from reviewblog.works.facts import WorkFacts
from reviewblog.works.lookup.catalogues import Catalogues
from reviewblog.works.lookup.errors import LookUpError
from reviewblog.works.lookup.line import (
    LONGEST_ANSWER,
    MOST_AT_ONCE,
    WIKIDATA_HOST,
    Line,
)
from reviewblog.works.lookup.pace import MOST_IN_SPAN, Pace
from reviewblog.works.lookup.tmdb import Tmdb
from reviewblog.works.lookup.wikidata import Wikidata
from tests.hostile import BODIES
from tests.works.catalogues import Reply, playing, recorded

SITE = "https://reviews.example"
NESTED = b"[" * 100_000

HOSTILE: dict[str, Reply] = {
    "ten megabytes": Reply(body=b'{"a": "' + b"x" * 10_000_000 + b'"}'),
    "a redirect home": Reply(
        status=302, headers={"Location": "http://127.0.0.1/admin"}
    ),
    "a page": Reply(body=b"<!doctype html><title>Hello</title>"),
    "nothing": Reply(),
    "too deep": Reply(body=NESTED),
    "deep within": Reply(body=b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    "half": Reply(body=b'{"search": [{"id": "Q1"'),
    "no Unicode": Reply(body=b'{"search": "\xff\xfe"}'),
    "a huge number": Reply(body=b'{"a": ' + b"9" * 10_000 + b"}"),
    "an error": Reply(status=500, body=b"{}"),
    "busy": Reply(status=429, headers={"Retry-After": "9" * 400}),
    "forbidden": Reply(status=403, body=b"{}"),
}


def ask_all(port: int) -> None:
    """Ask every catalogue everything."""
    wikidata = Wikidata(Line.of_site(SITE, test_port=port))
    tmdb = Tmdb(Line.of_site(SITE, test_port=port), "k" * 32)
    for source, key in ((wikidata, "Q1168130"), (tmdb, "10227")):
        source.search("playtime", "en")
        source.fetch(key, "en")


@pytest.mark.parametrize("name", HOSTILE)
def test_an_answer_of_no_use_is_said_to_be_none(name: str) -> None:
    with playing(every=HOSTILE[name]) as played:
        line = Line.of_site(SITE, test_port=played.port)
        for source, key in ((Wikidata(line), "Q1"), (Tmdb(line, "k" * 32), "1")):
            with pytest.raises(LookUpError):
                source.search("playtime", "en")
            with pytest.raises(LookUpError):
                source.fetch(key, "en")


def test_a_slow_answer_is_not_waited_for() -> None:
    slow = Reply(body=b" " * 1000, seconds_between_bytes=0.05)
    with playing(every=slow) as played:
        line = Line.of_site(SITE, test_port=played.port)
        line = replace(line, gateway=replace(line.gateway, seconds=0.2))
        with pytest.raises(LookUpError, match="cannot be reached"):
            line.ask(WIKIDATA_HOST, "/", {})


def test_nobody_there_is_said_plainly() -> None:
    with playing() as played:
        port = played.port
    found = Catalogues.of_site(SITE, test_port=port).search("playtime", "en")

    assert found.troubles == ("www.wikidata.org cannot be reached just now.",)


WRONG: list[Any] = [
    None,
    7,
    -1,
    1e300,
    True,
    "",
    "text",
    "\x00\ud800",
    [],
    [[]],
    [None, 1, "x"],
    {},
    {"value": {"id": 7}},
    {"": None},
]


def spoilt(value: Any, wrong: Any) -> list[Any]:
    """List copies of a document with one thing in it replaced."""
    if isinstance(value, dict):
        steps: list[Any] = list(value)
    elif isinstance(value, list):
        steps = list(range(min(len(value), 3)))
    else:
        return [wrong]
    copies = [wrong]
    for step in steps:
        for changed in spoilt(value[step], wrong):
            copy = dict(value) if isinstance(value, dict) else list(value)
            copy[step] = changed
            copies.append(copy)
    return copies


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_wrong_type_anywhere_breaks_nothing(wrong: Any) -> None:
    documents = {name: json.loads(recorded(name)) for name in RECORDINGS}
    for name, document in documents.items():
        for copy in spoilt(document, wrong):
            _survives(documents | {name: copy})


RECORDINGS = (
    "wikidata_search",
    "wikidata_query",
    "wikidata_item",
    "wikidata_names",
    "tmdb_search",
    "tmdb_film",
)


class Prompter(Line, frozen=True, kw_only=True):
    """A line that answers at once, from documents."""

    documents: dict[str, Any]

    def ask(self, host: str, path: str, parameters: Any, headers: Any = None) -> Any:
        if path.startswith("/3/"):
            name = "tmdb_search" if "search" in path else "tmdb_film"
        elif path == "/sparql":
            name = "wikidata_query"
        elif parameters["action"] == "wbsearchentities":
            name = "wikidata_search"
        else:
            name = f"wikidata_{'item' if 'claims' in parameters['props'] else 'names'}"
        return self.documents[name]


def _survives(documents: dict[str, Any]) -> None:
    line = Prompter(Gateway(), "test", documents=documents)
    for source, key in ((Wikidata(line), "Q1168130"), (Tmdb(line, "k" * 32), "10227")):
        for candidate in source.search("playtime", "en"):
            assert candidate.title
        try:
            facts = source.fetch(key, "en")
        except LookUpError:
            continue
        _is_fit(facts)


def _is_fit(facts: WorkFacts) -> None:
    assert all(isinstance(name, str) for name in facts.directors + facts.writers)
    for name in (*facts.directors, *facts.writers, *(each.name for each in facts.cast)):
        assert len(name) <= LONGEST_NAME
        check_label(name)
    assert facts.release_year is None or 0 < facts.release_year < 10_000
    assert facts.runtime_minutes is None or 0 < facts.runtime_minutes <= 60_000


@pytest.mark.parametrize("text", BODIES)
def test_a_hostile_name_is_a_name_or_none(text: str) -> None:
    names = json.loads(recorded("wikidata_names"))
    for entity in names["entities"].values():
        entity["labels"] = {"en": {"language": "en", "value": text}}
    documents = {name: json.loads(recorded(name)) for name in RECORDINGS}

    _survives(documents | {"wikidata_names": names})


def test_only_the_catalogues_are_asked() -> None:
    with pytest.raises(LookUpError, match="not among"):
        Line.of_site(SITE).ask("169.254.169.254", "/", {})


def test_the_limits_are_those_of_a_catalogue() -> None:
    line = Line.of_site(SITE)

    assert line.gateway.longest_answer == LONGEST_ANSWER
    assert line.gateway.test_port is None


def test_too_many_questions_wait() -> None:
    now = [0.0]
    pace = Pace(clock=lambda: now[0])

    assert all(pace.take() for _ in range(MOST_IN_SPAN))
    assert not pace.take()
    now[0] = 60.0
    assert pace.take()


def test_whoever_asks_for_a_rest_is_left_alone_for_as_long() -> None:
    now = [0.0]
    pace = Pace(clock=lambda: now[0])

    pace.rest(30)

    assert not pace.take()
    now[0] = 31.0
    assert pace.take()


def test_a_busy_server_is_not_asked_again_at_once() -> None:
    with playing(every=HOSTILE["busy"]) as played:
        line = Line.of_site(SITE, test_port=played.port)
        for _ in range(2):
            with pytest.raises(LookUpError):
                line.ask(WIKIDATA_HOST, "/", {})

    assert len(played.asked) == 1


def test_a_server_out_of_reach_is_not_waited_for_again_at_once() -> None:
    with playing() as played:
        port = played.port
    line = Line.of_site(SITE, test_port=port)

    with pytest.raises(LookUpError, match="cannot be reached"):
        line.ask(WIKIDATA_HOST, "/", {})
    with pytest.raises(LookUpError, match="gave no answer just now"):
        line.ask(WIKIDATA_HOST, "/", {})


def test_a_server_that_hangs_keeps_only_a_few_waiting() -> None:
    line = Line.of_site(SITE)

    with ExitStack() as held:
        for _ in range(MOST_AT_ONCE):
            held.enter_context(line.free)
        with pytest.raises(LookUpError, match="takes its time"):
            line.ask(WIKIDATA_HOST, "/", {})

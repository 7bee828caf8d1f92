"""Wikidata, by its documented interfaces: free, without a key, for any use.

A search is two requests: ``wbsearchentities`` finds items by title, and one query to
the query service says which of them are works, from when and by whom. Facts are
``wbgetentities`` once for the item and once for every fifty names in it.
"""

import re
from collections.abc import Collection, Iterable

from msgspec import Struct

from reviewblog.works.facts import WorkFacts
from reviewblog.works.identifiers import IMDB, LETTERBOXD, TMDB, WIKIDATA
from reviewblog.works.lookup import taming
from reviewblog.works.lookup.candidates import LONGEST_NOTE, Candidate
from reviewblog.works.lookup.claims import Claims
from reviewblog.works.lookup.errors import LookUpError
from reviewblog.works.lookup.line import QUERY_HOST, WIKIDATA_HOST, Line
from reviewblog.works.lookup.shapes import Json, dig, entries, line, members, whole
from reviewblog.works.models import WorkKind

MOST_FOUND = 20
NAMES_AT_ONCE = 50
MOST_NAMES = 150

# What a work may be an instance of; subclasses count for a search.
_WORKS = ("Q2431196", "Q5398426", "Q7725634", "Q482994", "Q7889", "Q25379")
_KINDS = {
    "Q24862": WorkKind.SHORT,
    "Q17517379": WorkKind.SHORT,
    "Q20667187": WorkKind.SHORT,
    "Q5398426": WorkKind.SERIES,
    "Q1259759": WorkKind.SERIES,
    "Q581714": WorkKind.SERIES,
    "Q3464665": WorkKind.SEASON,
    "Q21191270": WorkKind.EPISODE,
    "Q7725634": WorkKind.BOOK,
    "Q571": WorkKind.BOOK,
    "Q482994": WorkKind.ALBUM,
    "Q7889": WorkKind.GAME,
    "Q25379": WorkKind.PLAY,
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")
_QUERY = """
SELECT ?item (MIN(YEAR(?date)) AS ?year)
  (GROUP_CONCAT(DISTINCT ?name; separator="|") AS ?makers) WHERE {{
  VALUES ?item {{ {items} }}
  VALUES ?class {{ {classes} }}
  ?item wdt:P31/wdt:P279* ?class .
  OPTIONAL {{ ?item wdt:P577 ?date }}
  OPTIONAL {{
    ?item wdt:P57 ?maker . ?maker rdfs:label ?name
    FILTER(LANG(?name) IN ("{language}", "mul"))
  }}
}} GROUP BY ?item
"""


class Wikidata(Struct, frozen=True):
    """The catalogue of everything."""

    line: Line
    name: str = "Wikidata"

    def search(self, title: str, language: str) -> list[Candidate]:
        """List the works of a title.

        Where the query service fails, it is whatever goes by that name.
        """
        language = _code(language)
        answer = self._ask(
            action="wbsearchentities",
            search=title,
            language=language,
            uselang=language,
            type="item",
            limit=str(MOST_FOUND),
        )
        found = {
            candidate.key: candidate
            for entry in entries(answer, "search")
            if (candidate := _candidate(entry))
        }
        if not found:
            return []
        try:
            return self._works_among(found, language)
        except LookUpError:
            return list(found.values())

    def fetch(self, key: str, language: str) -> WorkFacts:
        """Return what is claimed of an item."""
        if not taming.identifier(WIKIDATA, key):
            raise LookUpError("Wikidata has no such work.")
        language = _code(language)
        entities = self._entities([key], "labels|claims", language)
        # An item that was merged into another comes under the other's number.
        entity = entities.get(key) or next(iter(entities.values()), None)
        claims = Claims(entity)
        names = self._names(_named(claims), language)
        original, of_language = claims.original_title()
        title = _label(entity, language) or original
        if not title:
            raise LookUpError("Wikidata has no such work.")
        return WorkFacts(
            title=taming.title(title),
            original_title=taming.title(original) if original != title else "",
            original_language=taming.language(of_language),
            release_year=taming.year(claims.first_year()),
            runtime_minutes=taming.runtime(claims.minutes()),
            directors=taming.names(names(claims.items("P57"))),
            writers=taming.names(names(claims.items("P58"))),
            cast=taming.cast(_billed(claims, names)),
            countries=taming.countries(names(claims.items("P495"))),
            kind=_kind(claims),
            wikidata_id=taming.identifier(WIKIDATA, line(entity, "id")) or key,
            imdb_id=taming.identifier(IMDB, claims.identifier("P345")),
            tmdb_id=taming.identifier(TMDB, _tmdb(claims)),
            letterboxd_id=taming.identifier(LETTERBOXD, claims.identifier("P6127")),
        )

    def _works_among(
        self, found: dict[str, Candidate], language: str
    ) -> list[Candidate]:
        query = _QUERY.format(
            items=" ".join(f"wd:{key}" for key in found),
            classes=" ".join(f"wd:{key}" for key in _WORKS),
            language=language,
        )
        answer = self.line.ask(
            QUERY_HOST, "/sparql", {"query": query, "format": "json"}
        )
        rows = {
            line(row, "item", "value").rpartition("/")[2]: row
            for row in entries(answer, "results", "bindings")
        }
        return [_told(each, rows[key]) for key, each in found.items() if key in rows]

    def _names(self, items: Collection[str], language: str) -> "_Names":
        wanted = list(dict.fromkeys(items))[:MOST_NAMES]
        labels: dict[str, str] = {}
        for start in range(0, len(wanted), NAMES_AT_ONCE):
            some = wanted[start : start + NAMES_AT_ONCE]
            entities = self._entities(some, "labels", language)
            labels |= {key: _label(entities.get(key), language) for key in some}
        return _Names(labels)

    def _entities(
        self, items: Collection[str], props: str, language: str
    ) -> dict[str, Json]:
        answer = self._ask(
            action="wbgetentities",
            ids="|".join(items),
            props=props,
            languages=f"{language}|mul|en",
            languagefallback="1",
        )
        return members(answer, "entities")

    def _ask(self, **parameters: str) -> Json:
        asked = {**parameters, "format": "json", "formatversion": "2"}
        return self.line.ask(WIKIDATA_HOST, "/w/api.php", asked)


class _Names(Struct, frozen=True):
    """The labels of items; those without one are nobody we could name."""

    labels: dict[str, str]

    def __call__(self, items: Iterable[str]) -> list[str]:
        return [label for item in items if (label := self.labels.get(item))]


def _named(claims: Claims) -> list[str]:
    parts = [part for pair in claims.cast()[: taming.MOST_CAST] for part in pair]
    others = [item for name in ("P57", "P58", "P495") for item in claims.items(name)]
    return [item for item in (*others, *parts) if taming.identifier(WIKIDATA, item)]


def _billed(claims: Claims, names: _Names) -> list[tuple[str, str]]:
    billed = []
    for item, part in claims.cast():
        is_item = taming.identifier(WIKIDATA, part)
        character = names.labels.get(part, "") if is_item else part
        billed.append((names.labels.get(item, ""), character))
    return billed


def _candidate(entry: Json) -> Candidate | None:
    key, title = line(entry, "id"), line(entry, "label")
    if not taming.identifier(WIKIDATA, key) or not taming.title(title):
        return None
    note = line(entry, "description")[:LONGEST_NOTE]
    return Candidate(source="wikidata", key=key, title=title, note=note)


def _told(candidate: Candidate, row: Json) -> Candidate:
    makers = line(row, "makers", "value").split("|")
    return Candidate(
        source=candidate.source,
        key=candidate.key,
        title=candidate.title,
        year=taming.year(whole(row, "year", "value")),
        makers=taming.names(makers),
        note=candidate.note,
    )


def _label(entity: Json, language: str) -> str:
    labels = (line(dig(entity, "labels", c), "value") for c in (language, "mul", "en"))
    return next(filter(None, labels), "")


def _kind(claims: Claims) -> WorkKind:
    kinds = (_KINDS[item] for item in claims.items("P31") if item in _KINDS)
    return next(kinds, WorkKind.FILM)


def _tmdb(claims: Claims) -> str:
    if film := claims.identifier("P4947"):
        return f"movie/{film}"
    series = claims.identifier("P4983")
    return f"tv/{series}" if series else ""


def _code(language: str) -> str:
    code = language.lower()
    return code if _LANGUAGE.fullmatch(code) else "en"

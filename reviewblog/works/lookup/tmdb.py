"""TMDB, by version 3 of its interface, for sites that have a key.

https://developer.themoviedb.org/reference/search-movie and ``movie-details``. A key
is either the short one of version 3, sent in the address, or the long read-access
token, sent in a header.
"""

from dataclasses import dataclass, field

from reviewblog.works.facts import WorkFacts
from reviewblog.works.identifiers import IMDB, TMDB, WIKIDATA
from reviewblog.works.lookup import taming
from reviewblog.works.lookup.candidates import LONGEST_NOTE, Candidate
from reviewblog.works.lookup.errors import LookUpError
from reviewblog.works.lookup.line import TMDB_HOST, Line
from reviewblog.works.lookup.shapes import Json, entries, line, whole

MOST_FOUND = 10
_SHORT_KEY = 32
_WRITING = frozenset({"Writer", "Screenplay", "Story", "Author"})


@dataclass(frozen=True, slots=True)
class Tmdb:
    """The Movie Database."""

    line: Line
    key: str = field(repr=False)
    name: str = "TMDB"

    def search(self, title: str, language: str) -> list[Candidate]:
        """List the films of a title."""
        answer = self._ask("/3/search/movie", query=title, language=language)
        found = (_candidate(entry) for entry in entries(answer, "results"))
        return [candidate for candidate in found if candidate][:MOST_FOUND]

    def fetch(self, key: str, language: str) -> WorkFacts:
        """Return what is known of a film."""
        if not taming.identifier(TMDB, f"movie/{key}"):
            raise LookUpError("TMDB has no such film.")
        film = self._ask(
            f"/3/movie/{key}",
            language=language,
            append_to_response="credits,external_ids",
        )
        title, original = line(film, "title"), line(film, "original_title")
        if not title:
            raise LookUpError("TMDB has no such film.")
        return WorkFacts(
            title=taming.title(title),
            original_title=taming.title(original) if original != title else "",
            original_language=taming.language(line(film, "original_language")),
            release_year=_year(film),
            runtime_minutes=taming.runtime(whole(film, "runtime")),
            directors=taming.names(_crew(film, frozenset({"Director"}))),
            writers=taming.names(_crew(film, _WRITING)),
            cast=taming.cast(_cast(film)),
            countries=taming.countries(
                line(each, "name") for each in entries(film, "production_countries")
            ),
            tmdb_id=f"movie/{key}",
            imdb_id=taming.identifier(IMDB, line(film, "external_ids", "imdb_id")),
            wikidata_id=taming.identifier(
                WIKIDATA, line(film, "external_ids", "wikidata_id")
            ),
        )

    def _ask(self, path: str, **parameters: str) -> Json:
        if len(self.key) == _SHORT_KEY:
            return self.line.ask(TMDB_HOST, path, {**parameters, "api_key": self.key})
        token = {"Authorization": f"Bearer {self.key}"}
        return self.line.ask(TMDB_HOST, path, parameters, token)


def _candidate(entry: Json) -> Candidate | None:
    key, title = whole(entry, "id"), line(entry, "title")
    if key is None or not taming.title(title):
        return None
    note = line(entry, "overview")[:LONGEST_NOTE]
    return Candidate(
        source="tmdb", key=str(key), title=title, year=_year(entry), note=note
    )


def _year(film: Json) -> int | None:
    return taming.year(whole(line(film, "release_date")[:4]))


def _crew(film: Json, jobs: frozenset[str]) -> list[str]:
    crew = entries(film, "credits", "crew")
    return [line(each, "name") for each in crew if line(each, "job") in jobs]


def _cast(film: Json) -> list[tuple[str, str]]:
    cast = entries(film, "credits", "cast")
    # The first has the number nought, and so none that counts.
    ordered = sorted(cast, key=lambda each: whole(each, "order") or 0)
    return [(line(each, "name"), line(each, "character")) for each in ordered]

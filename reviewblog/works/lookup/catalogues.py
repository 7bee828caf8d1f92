"""All catalogues of a site together, with what they have said lately."""

import logging
from collections.abc import Mapping
from functools import partial

from msgspec import Struct, field

from reviewblog.works.facts import WorkFacts
from reviewblog.works.lookup.candidates import Candidate, Source
from reviewblog.works.lookup.errors import LookUpError
from reviewblog.works.lookup.line import Line
from reviewblog.works.lookup.memory import Memory
from reviewblog.works.lookup.tmdb import Tmdb
from reviewblog.works.lookup.wikidata import Wikidata

log = logging.getLogger(__name__)

LONGEST_SEARCH = 200


class Found(Struct, frozen=True, kw_only=True):
    """What the catalogues offer for a title, and what went wrong with some."""

    candidates: tuple[Candidate, ...] = ()
    troubles: tuple[str, ...] = ()


class Catalogues(Struct, frozen=True):
    """The catalogues that a site asks, by their short names."""

    sources: Mapping[str, Source]
    memory: Memory = field(default_factory=Memory)

    @classmethod
    def of_site(
        cls, site_url: str, *, tmdb_key: str = "", test_port: int | None = None
    ) -> "Catalogues":
        """Return the catalogues of a site; TMDB is asked where there is a key."""
        sources: dict[str, Source] = {}
        sources["wikidata"] = Wikidata(Line.of_site(site_url, test_port=test_port))
        if tmdb_key:
            line = Line.of_site(site_url, test_port=test_port)
            sources["tmdb"] = Tmdb(line, tmdb_key)
        return cls(sources)

    def search(self, title: str, language: str) -> Found:
        """List what all catalogues know by a title; some may give no answer."""
        wanted = " ".join(title.split())[:LONGEST_SEARCH]
        candidates: list[Candidate] = []
        troubles: list[str] = []
        for name, source in self.sources.items() if wanted else ():
            question = (name, "search", wanted.casefold(), language)
            try:
                ask = partial(source.search, wanted, language)
                candidates += self.memory.recall(question, ask)
            except LookUpError as error:
                log.info("%s: %s (%s)", source.name, error, error.__cause__)
                troubles.append(str(error))
        return Found(candidates=tuple(candidates), troubles=tuple(troubles))

    def fetch(self, source_name: str, key: str, language: str) -> WorkFacts:
        """Return what a catalogue knows of a work.

        Raises:
            LookUpError: it is not asked here, or gave no answer of use.
        """
        source = self.sources.get(source_name)
        if source is None:
            raise LookUpError("This is not among the catalogues that are asked.")
        question = (source_name, "fetch", key, language)
        return self.memory.recall(question, partial(source.fetch, key, language))

"""What other catalogues call a work: recognised in links, and written as links."""

import re
from urllib.parse import unquote

from msgspec import Struct

from reviewblog.errors import DomainError
from reviewblog.works.models import Work

LONGEST_TYPED = 300


class IdentifierError(DomainError):
    """This is not how a catalogue calls a work."""


class Catalogue(Struct, frozen=True):
    """Somebody else's catalogue of works.

    ``pattern`` finds the identifier where it stands alone, ``in_link`` in an address.
    """

    field: str
    name: str
    example: str
    pattern: re.Pattern[str]
    in_link: re.Pattern[str]
    address: str

    def read(self, typed: str) -> str:
        """Return the identifier in what was typed, which may be a link; empty for none.

        Raises:
            IdentifierError: there is none in it.
        """
        text = unquote(typed[:LONGEST_TYPED]).strip()
        if not text:
            return ""
        found = self.pattern.fullmatch(text) or self.in_link.search(text)
        if found is None:
            raise IdentifierError(
                f"Give what {self.name} calls it, such as {self.example}, or the link."
            )
        return found[1]

    def link_to(self, identifier: str) -> str:
        """Return the address of a work's page there."""
        return self.address.format(identifier)


WIKIDATA = Catalogue(
    field="wikidata_id",
    name="Wikidata",
    example="Q25188",
    pattern=re.compile(r"(Q[1-9][0-9]{0,14})"),
    in_link=re.compile(r"wikidata\.org/(?:wiki|entity)/(Q[1-9][0-9]{0,14})(?![0-9])"),
    address="https://www.wikidata.org/wiki/{}",
)
IMDB = Catalogue(
    field="imdb_id",
    name="IMDb",
    example="tt1375666",
    pattern=re.compile(r"(tt[0-9]{5,12})"),
    in_link=re.compile(r"imdb\.com/(?:[a-z-]+/)?title/(tt[0-9]{5,12})(?![0-9])"),
    address="https://www.imdb.com/title/{}/",
)
# There films and series are counted apart, so the kind is part of the identifier.
TMDB = Catalogue(
    field="tmdb_id",
    name="TMDB",
    example="movie/27205",
    pattern=re.compile(r"((?:movie|tv)/[1-9][0-9]{0,9})"),
    in_link=re.compile(r"themoviedb\.org/((?:movie|tv)/[1-9][0-9]{0,9})(?![0-9])"),
    address="https://www.themoviedb.org/{}",
)
LETTERBOXD = Catalogue(
    field="letterboxd_id",
    name="Letterboxd",
    example="inception",
    pattern=re.compile(r"([a-z0-9][a-z0-9-]{0,99})"),
    in_link=re.compile(r"letterboxd\.com/film/([a-z0-9][a-z0-9-]{0,99})(?![a-z0-9-])"),
    address="https://letterboxd.com/film/{}/",
)
CATALOGUES = (WIKIDATA, IMDB, TMDB, LETTERBOXD)


def links_of(work: Work) -> list[str]:
    """List the pages of other catalogues that are about a work."""
    known = ((each, getattr(work, each.field)) for each in CATALOGUES)
    return [
        catalogue.link_to(identifier) for catalogue, identifier in known if identifier
    ]

"""What is known of a work, as plain values: what a form gives and what it shows."""

from msgspec import Struct

from reviewblog.works.models import CreditRole, Work, WorkKind


class Billing(Struct, frozen=True):
    """One name in the credits and, for the cast, the part.

    Where people share a name, it has what tells them apart behind it in brackets.
    """

    name: str
    character: str = ""


class WorkFacts(Struct, frozen=True, kw_only=True):
    """Everything an author says about a work; the names stand in billing order."""

    title: str
    release_year: int | None = None
    directors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    cast: tuple[Billing, ...] = ()
    runtime_minutes: int | None = None
    countries: tuple[str, ...] = ()
    original_title: str = ""
    original_language: str = ""
    kind: WorkKind = WorkKind.FILM
    wikidata_id: str = ""
    imdb_id: str = ""
    tmdb_id: str = ""
    letterboxd_id: str = ""

    def billed(self, role: CreditRole) -> tuple[Billing, ...]:
        """List the credits of one kind in billing order."""
        if role is CreditRole.CAST:
            return self.cast
        names = self.directors if role is CreditRole.DIRECTOR else self.writers
        return tuple(Billing(name) for name in names)

    def over(self, known: "WorkFacts") -> "WorkFacts":
        """Put what is said here over what was known; silence changes nothing."""
        values = {
            name: getattr(self, name) or getattr(known, name)
            for name in self.__struct_fields__
        }
        return WorkFacts(**values)


def facts_of(work: Work) -> WorkFacts:
    """Read the facts back from a work loaded with its credits and countries."""
    return WorkFacts(
        title=work.title,
        release_year=work.release_year,
        directors=tuple(credit.person.label for credit in work.directors),
        writers=tuple(credit.person.label for credit in work.writers),
        cast=tuple(Billing(part.person.label, part.character) for part in work.cast),
        runtime_minutes=work.runtime_minutes,
        countries=tuple(country.name for country in work.countries),
        original_title=work.original_title,
        original_language=work.original_language,
        kind=work.kind,
        wikidata_id=work.wikidata_id,
        imdb_id=work.imdb_id,
        tmdb_id=work.tmdb_id,
        letterboxd_id=work.letterboxd_id,
    )

"""What a catalogue offers for a title, and what a catalogue has to be able to do."""

from typing import Protocol

from msgspec import Struct

from reviewblog.works.facts import WorkFacts

LONGEST_NOTE = 200


class Candidate(Struct, frozen=True, kw_only=True):
    """A work that may be the one that is meant.

    ``key`` names it within its source; ``note`` is what the source says to tell it
    from others, where year and makers are not enough.
    """

    source: str
    key: str
    title: str
    year: int | None = None
    makers: tuple[str, ...] = ()
    note: str = ""

    @property
    def value(self) -> str:
        """Return what a form sends when this one is chosen."""
        return f"{self.source}:{self.key}"


class Source(Protocol):
    """A catalogue that can be searched by title and asked for facts."""

    @property
    def name(self) -> str:
        """Return what people call it."""

    def search(self, title: str, language: str) -> list[Candidate]:
        """List works of that title, the likeliest first.

        Raises:
            LookUpError: there was no answer of use.
        """

    def fetch(self, key: str, language: str) -> WorkFacts:
        """Return what is known of a work; names in the language, where there are any.

        Raises:
            LookUpError: there was no answer of use, or there is no such work.
        """

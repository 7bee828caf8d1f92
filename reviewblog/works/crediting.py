"""Credits as an author types them: read into names and parts, and written back."""

import re
from collections.abc import Iterable, Sequence

from reviewblog.errors import DomainError
from reviewblog.text.clean import clean_line
from reviewblog.works.facts import Billing

MOST_NAMES = 50
MOST_CAST = 200
MOST_COUNTRIES = 30
LONGEST_NAME = 120
LONGEST_ADDITION = 60
LONGEST_CHARACTER = 200
LONGEST_COUNTRY = 80

_BETWEEN_NAMES = re.compile(r"[,;\n]")
_AS = re.compile(r"\s+as(?:\s+|$)", re.IGNORECASE)
_WITH_ADDITION = re.compile(rf"([^()]*[^()\s]) \(([^()]{{1,{LONGEST_ADDITION}}})\)")
_PART_ALONE = re.compile(r"as\s", re.IGNORECASE)
# "Sammy Davis, Jr." is one man.
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"})


class CreditsError(DomainError):
    """The credits cannot be read; the message says which line or name."""


def read_names(text: str) -> tuple[str, ...]:
    """Read names set apart by commas or lines, each once.

    Raises:
        CreditsError: there are too many, or one is too long.
    """
    names = _split(text)
    _refuse_long([split_label(name)[0] for name in names], LONGEST_NAME)
    _refuse_many(names, MOST_NAMES, "names")
    return names


def split_label(label: str) -> tuple[str, str]:
    """Take a name apart into the name itself and what tells its bearer apart.

    "Steve McQueen (director)" is a namesake of Steve McQueen; what is in brackets
    but too long to tell anybody apart belongs to the name.
    """
    found = _WITH_ADDITION.fullmatch(label)
    return (found[1], found[2].strip()) if found else (label, "")


def check_label(label: str) -> None:
    """Refuse a name that the fields for credits would read as something else.

    Raises:
        CreditsError: it has a comma, a line break, "as" or the like in it.
    """
    if read_names(label) != (label,) or read_cast(label) != (Billing(label),):
        raise CreditsError(
            "A name goes without commas, semicolons and the word “as”: between names "
            "and before parts they have a meaning."
        )


def read_countries(text: str) -> tuple[str, ...]:
    """Read countries set apart by commas or lines, each once.

    Raises:
        CreditsError: there are too many, or one is too long.
    """
    names = _split(text)
    _refuse_long(names, LONGEST_COUNTRY)
    _refuse_many(names, MOST_COUNTRIES, "countries")
    return names


def read_cast(text: str) -> tuple[Billing, ...]:
    """Read a cast of one name a line, each perhaps followed by ``as`` and a part.

    Somebody who is named twice keeps the first place, and both parts.

    Raises:
        CreditsError: there are too many, or a line cannot be read.
    """
    parts: dict[str, dict[str, int]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if billing := _read_line(number, _clean(line)):
            parts.setdefault(billing.name, {}).setdefault(billing.character, number)
    cast = tuple(_join_parts(name, found) for name, found in parts.items())
    _refuse_many(cast, MOST_CAST, "names")
    return cast


def write_names(names: Iterable[str]) -> str:
    """Write names as ``read_names`` and ``read_countries`` read them."""
    return ", ".join(names)


def write_cast(cast: Iterable[Billing]) -> str:
    """Write a cast as ``read_cast`` reads it."""
    return "\n".join(
        f"{billing.name} as {billing.character}" if billing.character else billing.name
        for billing in cast
    )


def _split(text: str) -> tuple[str, ...]:
    names: list[str] = []
    for part in map(_clean, _BETWEEN_NAMES.split(text)):
        if names and part.replace(".", "").casefold() in _SUFFIXES:
            names[-1] = f"{names[-1]}, {part}"
        elif part:
            names.append(part)
    return tuple(dict.fromkeys(names))


def _clean(name: str) -> str:
    # A word processor's unbreakable spaces must not make a second person.
    return " ".join(clean_line(name).split())


def _read_line(number: int, line: str) -> Billing | None:
    if _PART_ALONE.match(line):
        raise CreditsError(f"Line {number} gives a part but no name.")
    name, character = (*_AS.split(line, maxsplit=1), "")[:2]
    if len(split_label(name)[0]) > LONGEST_NAME:
        raise CreditsError(
            f"Line {number}: a name may have {LONGEST_NAME} characters at most."
        )
    return Billing(name, character) if name else None


def _join_parts(name: str, found: dict[str, int]) -> Billing:
    character = " / ".join(filter(None, found))
    if len(character) > LONGEST_CHARACTER:
        line = max(found.values())
        raise CreditsError(
            f"Line {line}: a part may have {LONGEST_CHARACTER} characters at most."
        )
    return Billing(name, character)


def _refuse_long(names: Sequence[str], limit: int) -> None:
    for place, name in enumerate(names, start=1):
        if len(name) > limit:
            raise CreditsError(
                f"Name {place}, “{name[:30]}…”, is too long: "
                f"{limit} characters at most."
            )


def _refuse_many(given: Sequence[object], limit: int, what: str) -> None:
    if len(given) > limit:
        raise CreditsError(f"These are {len(given)} {what}: {limit} at most.")

"""What a catalogue says, made fit for the fields of an author."""

import re
from collections.abc import Iterable

from reviewblog.works.crediting import (
    LONGEST_CHARACTER,
    LONGEST_COUNTRY,
    MOST_COUNTRIES,
    MOST_NAMES,
    CreditsError,
    check_label,
)
from reviewblog.works.facts import Billing
from reviewblog.works.identifiers import Catalogue

LONGEST_TITLE = 300
LONGEST_RUNTIME = 60_000
LATEST_YEAR = 9_999
MOST_CAST = 40

# Between names they have a meaning.
_SEPARATORS = re.compile(r"[,;]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# ISO 639 for "several", "none", "unknown" and the like.
_NO_LANGUAGE = frozenset({"mul", "mis", "und", "zxx"})  # codespell:ignore mis


def names(found: Iterable[str]) -> tuple[str, ...]:
    """Keep what can be typed as a name, each once."""
    return tuple(dict.fromkeys(filter(None, map(_name, found))))[:MOST_NAMES]


def cast(found: Iterable[tuple[str, str]]) -> tuple[Billing, ...]:
    """Keep the names of a cast in their order, each once, with the first part."""
    parts: dict[str, str] = {}
    for name, character in found:
        if tame := _name(name):
            parts[tame] = parts.get(tame) or character[:LONGEST_CHARACTER].strip()
    billed = (Billing(name, part) for name, part in parts.items())
    return tuple(billed)[:MOST_CAST]


def countries(found: Iterable[str]) -> tuple[str, ...]:
    """Keep what can be typed as a country, each once."""
    plain = (_plain(country) for country in found)
    kept = (country for country in plain if 0 < len(country) <= LONGEST_COUNTRY)
    return tuple(dict.fromkeys(kept))[:MOST_COUNTRIES]


def title(found: str) -> str:
    """Keep a title that is no longer than ours may be."""
    return found if len(found) <= LONGEST_TITLE else ""


def year(found: int | None) -> int | None:
    """Keep a year that may be one."""
    return found if found and found <= LATEST_YEAR else None


def runtime(found: int | None) -> int | None:
    """Keep a running time that may be one, in minutes."""
    return found if found and found <= LONGEST_RUNTIME else None


def language(found: str) -> str:
    """Keep the code of a language."""
    is_one = _LANGUAGE.fullmatch(found) and found not in _NO_LANGUAGE
    return found if is_one and len(found) <= 35 else ""  # noqa: PLR2004 -- BCP 47


def identifier(catalogue: Catalogue, found: str) -> str:
    """Keep what is an identifier of that catalogue."""
    return found if catalogue.pattern.fullmatch(found) else ""


def _plain(text: str) -> str:
    return " ".join(_SEPARATORS.sub(" ", text).split())


def _name(text: str) -> str:
    name = _plain(text)
    try:
        check_label(name)
    except CreditsError:
        return ""
    return name

"""Which addresses a text may point to; the renderer and the sanitizer both ask here."""

import re
import unicodedata
from urllib.parse import urlsplit

READER_SCHEMES = frozenset({"http", "https"})
AUTHOR_SCHEMES = READER_SCHEMES | {"mailto"}

MAX_LENGTH = 2048

_PATH_START = re.compile(r"[/?#]")
# A host must follow, and no "user@" before it, which only serves to deceive.
_WEB = re.compile(r"https?://[^/?#@]+(?:[/?#]|$)", re.IGNORECASE)


def is_allowed(url: str, schemes: frozenset[str] = READER_SCHEMES) -> bool:
    """Say whether a decoded address is local or has one of the schemes.

    Browsers drop control characters, read a backslash as a slash and "//host" as
    another site, so none of these counts as local.
    """
    if not url or len(url) > MAX_LENGTH or url.startswith("//") or _is_murky(url):
        return False
    if not _is_parsable(url):
        return False
    head = _PATH_START.split(url, maxsplit=1)[0]
    scheme, colon, rest = head.partition(":")
    if not colon:
        return True
    if scheme.lower() in READER_SCHEMES & schemes:
        return _WEB.match(url) is not None
    return scheme.lower() in schemes and bool(rest)


def _is_murky(url: str) -> bool:
    return "\\" in url or any(
        unicodedata.category(character)[0] in "CZ" for character in url
    )


def _is_parsable(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True

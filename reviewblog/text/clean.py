"""The door every incoming string passes: legal, normal and printable afterwards."""

import re
import unicodedata

# What XML 1.0 forbids, with DEL and C1: a feed that holds one cannot be parsed.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDING = re.compile(r"\r\n?")
# Bidi controls let a name rewrite the line around it; the rest is nothing to see.
_INVISIBLE = re.compile(
    r"[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
# Emoji and Persian need joiners, but nobody needs two in a row.
_JOINERS = "\u200c\u200d"
_JOINER_FLOOD = re.compile(r"([\u200c\u200d])[\u200c\u200d]+")
_ORDINARY_SPACE = re.compile(r"[ \t\n\u2028\u2029]+")
_EDGE = (
    " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200c\u200d\u2028\u2029\u202f\u205f\u3000"
)

# Unicode's Stream-Safe Text Format allows 30 marks on one letter. Beyond keeping Zalgo
# in check, the limit keeps `normalize` linear: it sorts each run by insertion.
_MARKS_IN_TEXT = 30
_MARKS_IN_LINE = 4


def clean_text(value: str) -> str:
    """Make a text of many lines legal and normal; typographic characters stay."""
    if not value.replace("\n", "").isprintable():
        value = _ILLEGAL.sub("", _LINE_ENDING.sub("\n", value))
    if value.isascii():
        return value
    value = _thin_marks(value, _MARKS_IN_TEXT)
    # Normalizing may take one mark apart into two, so the count is taken again.
    return _thin_marks(unicodedata.normalize("NFC", value), _MARKS_IN_TEXT)


def clean_line(value: str) -> str:
    """Make a name or a title fit for one line, and unable to disturb its neighbours."""
    value = clean_text(_INVISIBLE.sub("", value))
    value = _JOINER_FLOOD.sub(r"\1", _thin_marks(value, _MARKS_IN_LINE))
    return _ORDINARY_SPACE.sub(" ", value).strip(_EDGE)


def _thin_marks(value: str, limit: int) -> str:
    if value.isascii():
        return value
    # Marks are neither word characters nor spaces, so only such runs need a look.
    suspects = re.compile(rf"[^\w\s\x00-\x7f]{{{limit + 1},}}")
    return suspects.sub(lambda run: _first_marks(run.group(), limit), value)


def _first_marks(run: str, limit: int) -> str:
    kept: list[str] = []
    marks = 0
    for character in run:
        if _is_mark(character):
            marks += 1
        elif character not in _JOINERS:
            marks = 0
        if marks <= limit or not _is_mark(character):
            kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Mn", "Me"}
        or unicodedata.combining(character) != 0
    )

"""The words of rendered HTML, whole or a few, with nothing given away."""

import re
from collections.abc import Iterator

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from reviewblog.text.clean import clean_text
from reviewblog.text.fragments import is_spoiler, parse_fragment, refill

_NOTE_LINK = re.compile("Note|Back to the text")
# A caption, a heading or a pull quote is no beginning for a summary.
_ASIDES = frozenset({"figure", "h2", "h3", "h4", "pre", "table"})

_INLINE = frozenset({"a", "cite", "code", "em", "s", "span", "strong"})
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[DMS][rst])(?<!\bMrs)[.!?\u2026][\u201d\u2019)\"']?(?=\s)"
)


def plain_text(html: str) -> str:
    """Say what rendered HTML says, with "[spoiler]" for what it hides."""
    return _words(_revealing_nothing(html))


def excerpt(html: str, *, limit: int = 280) -> str:
    """Cut the beginning of a text at the end of a sentence, or else of a word."""
    root = _revealing_nothing(html)
    refill(root, _is_aside, "")
    text = _words(root)
    return text if len(text) <= limit else _cut(text, limit)


def _revealing_nothing(html: str) -> HtmlElement:
    root = parse_fragment(html)
    refill(root, _is_note_link, "")
    refill(root, is_spoiler, "[spoiler]")
    return root


def _is_note_link(element: HtmlElement) -> bool:
    return bool(_NOTE_LINK.match(element.get("aria-label", "")))


def _is_aside(element: HtmlElement) -> bool:
    return element.tag in _ASIDES or element.get("class") == "pull"


def _words(root: HtmlElement) -> str:
    return clean_text(" ".join("".join(_pieces(root)).split()))


def _pieces(root: HtmlElement) -> Iterator[str]:
    """Walk without recursion; every block and line break keeps words apart."""
    for event, element in iterwalk(root, events=("start", "end")):
        if element.tag not in _INLINE:
            yield " "
        yield (element.text if event == "start" else element.tail) or ""


def _cut(text: str, limit: int) -> str:
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, limit - 1)]
    if ends and limit // 2 <= ends[-1] <= limit - 2:
        return f"{text[: ends[-1]]} \u2026"
    room = text[: limit - 1]
    if not text[limit - 1].isspace():
        room = room.rpartition(" ")[0] or room
    return room.rstrip(" ,;:\u2013\u2014-(") + "\u2026"

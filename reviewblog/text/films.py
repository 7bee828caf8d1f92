"""Film titles: emphasis with the year after it, as in *Playtime* (1967)."""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_YEAR = re.compile(r"[ \u00a0]\([12][0-9]{3}\)")
_YEAR_ON_NEXT_LINE = re.compile(r"\([12][0-9]{3}\)")


def install(md: MarkdownIt) -> None:
    """Add the rule once text stands in whole pieces."""
    md.core.ruler.after("text_join", "films", _cite_films)


def _cite_films(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            _cite(token.children)


def _cite(children: list[Token]) -> None:
    opened: list[Token] = []
    for index, token in enumerate(children):
        if token.type == "em_open":
            opened.append(token)
        elif token.type == "em_close":
            opening = opened.pop()
            if _year_follows(children[index + 1 : index + 3]):
                opening.tag = token.tag = "cite"
                opening.attrSet("class", "film")


def _year_follows(tokens: Iterable[Token]) -> bool:
    year = _YEAR
    for token in tokens:
        if token.type == "text":
            return year.match(token.content) is not None
        if token.type != "softbreak":
            return False
        year = _YEAR_ON_NEXT_LINE
    return False

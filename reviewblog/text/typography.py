"""Curly quotes, dashes and the ellipsis, in one pass over the text.

markdown-it's own smart quotes take quadratic time and know nothing of the '60s; its
other replacements turn the (c) of a list into a copyright sign.
"""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_QUOTE = re.compile("[\"']")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?=\.?(?!\.))")
_EM_DASH = re.compile(r"(?<!-)---(?!-)")
_EN_DASH = re.compile(r"(?<!-)--(?!-)")
# What may stand before an opening quote, apart from space and the start of a line.
_BEFORE_OPENING = frozenset("([{\u201c\u2018\u00ab\u2013\u2014-/\u00a1\u00bf")
# 'tis and the '60s begin with a letter left out, not with a quotation.
_ELISION = re.compile(
    r"(?:[0-9]{2}s?|em|n|til|tis|twas|twere|twill)\b",
    re.IGNORECASE,
)


def install(md: MarkdownIt) -> None:
    """Add the rule before escaped characters, which stay as they are, join the text."""
    md.core.ruler.before("text_join", "typography", _set_type)


def _set_type(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            _set_children(token.children)


def _set_children(children: list[Token]) -> None:
    before = " "
    following = _first_characters(children)
    literal = False
    for token, after in zip(children, following, strict=True):
        if token.info == "auto":
            literal = token.nesting == 1
        if token.type == "text" and not literal:
            token.content = _set_text(token.content, before, after)
        before = _edge(token, -1) or before


def _first_characters(children: list[Token]) -> Iterable[str]:
    """Tell for each token with which character the text goes on after it."""
    following: list[str] = []
    character = " "
    for token in reversed(children):
        following.append(character)
        character = _edge(token, 0) or character
    return reversed(following)


def _edge(token: Token, end: int) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    if token.nesting == 0 and token.type in {"image", "note_ref", "note_back"}:
        return "x"
    return token.content[end] if token.content else ""


def _set_text(text: str, before: str, after: str) -> str:
    text = _ELLIPSIS.sub("\u2026", text)
    text = _EN_DASH.sub("\u2013", _EM_DASH.sub("\u2014", text))
    pieces: list[str] = []
    done = 0
    for quote in _QUOTE.finditer(text):
        pieces.append(text[done : quote.start()])
        done = quote.end()
        last = pieces[-1][-1:] or (pieces[-2] if len(pieces) > 1 else before)
        pieces.append(_curl(quote.group(), last, text[done : done + 6], after))
    return "".join([*pieces, text[done:]])


def _curl(quote: str, last: str, rest: str, after: str) -> str:
    """Choose the quote from the character before it and what comes after."""
    upcoming = rest[:1] or after
    opens = (last.isspace() or last in _BEFORE_OPENING) and not upcoming.isspace()
    if quote == '"':
        return "\u201c" if opens else "\u201d"
    return "\u2018" if opens and not _ELISION.match(rest) else "\u2019"

"""A picture alone in its paragraph is a still, and its title is the caption.

One of our own brings its caption and its credit with it.
"""

from collections.abc import Iterator
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from reviewblog.text.stills import hash_in


def install(md: MarkdownIt) -> None:
    """Add the rule; captions get their typography like any text, if it comes later."""
    md.core.ruler.before("text_join", "figures", _frame_stills)


def _frame_stills(state: StateCore) -> None:
    framed: list[Token] = []
    for token in state.tokens:
        framed.append(token)
        if token.type == "paragraph_close" and _is_still(framed[-3:]):
            picture = framed[-2]
            framed[-3:] = _frame(picture, state)
    state.tokens = framed


def _is_still(tokens: list[Token]) -> bool:
    opening, inline, _ = tokens
    children = inline.children or []
    return not opening.hidden and [child.type for child in children] == ["image"]


def _frame(inline: Token, state: StateCore) -> Iterator[Token]:
    picture = (inline.children or [])[0]
    own = state.env.get("stills", {}).get(hash_in(str(picture.attrs.get("src", ""))))
    typed = str(picture.attrs.pop("title", "")).strip()
    caption = list(
        _caption(typed or own.caption, own.credit) if own else _caption(typed)
    )
    figure = _block("figure_open", "figure", 1)
    figure.attrs = {"class": "still"}
    yield from (figure, inline)
    if caption:
        yield _block("figcaption_open", "figcaption", 1)
        yield Token("inline", "", 0, children=caption)
        yield _block("figcaption_close", "figcaption", -1)
    yield _block("figure_close", "figure", -1)


def _caption(words: str, credit: str = "") -> Iterator[Token]:
    if words:
        yield Token("text", "", 0, content=f"{words} " if credit else words)
    if credit:
        yield Token("credit_open", "span", 1, attrs={"class": "credit"})
        yield Token("text", "", 0, content=credit)
        yield Token("credit_close", "span", -1)


def _block(type_: str, tag: str, nesting: Literal[-1, 1]) -> Token:
    return Token(type_, tag, nesting, block=True)

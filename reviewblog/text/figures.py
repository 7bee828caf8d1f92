"""A picture alone in its paragraph is a still, and its title is the caption."""

from collections.abc import Iterator
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def install(md: MarkdownIt) -> None:
    """Add the rule; captions get their typography like any text, if it comes later."""
    md.core.ruler.before("text_join", "figures", _frame_stills)


def _frame_stills(state: StateCore) -> None:
    framed: list[Token] = []
    for token in state.tokens:
        framed.append(token)
        if token.type == "paragraph_close" and _is_still(framed[-3:]):
            picture = framed[-2]
            framed[-3:] = _frame(picture)
    state.tokens = framed


def _is_still(tokens: list[Token]) -> bool:
    opening, inline, _ = tokens
    children = inline.children or []
    return not opening.hidden and [child.type for child in children] == ["image"]


def _frame(inline: Token) -> Iterator[Token]:
    picture = (inline.children or [])[0]
    caption = str(picture.attrs.pop("title", "")).strip()
    figure = _block("figure_open", "figure", 1)
    figure.attrs = {"class": "still"}
    yield from (figure, inline)
    if caption:
        yield _block("figcaption_open", "figcaption", 1)
        yield Token("inline", "", 0, children=[Token("text", "", 0, content=caption)])
        yield _block("figcaption_close", "figcaption", -1)
    yield _block("figure_close", "figure", -1)


def _block(type_: str, tag: str, nesting: Literal[-1, 1]) -> Token:
    return Token(type_, tag, nesting, block=True)

"""The words in a run of inline tokens, as a reader would say them aloud."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")


def words_in(tokens: "Iterable[Token]") -> int:
    """Count the words of a text, hidden ones included."""
    return sum(
        len(_WORD.findall(child.content))
        for token in tokens
        for child in (token.children or [token])
        if child.type in {"text", "code_inline"}
    )


def plain_words(children: "Iterable[Token]") -> str:
    """Say what inline tokens say, without markup and without giving a spoiler away."""
    return "".join(_spoken(children))


def _spoken(children: "Iterable[Token]") -> Iterator[str]:
    hidden = 0
    for token in children:
        hidden += (token.type == "spoiler_open") - (token.type == "spoiler_close")
        if hidden:
            continue
        if token.type in {"text", "text_special", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield from _spoken(token.children or [])

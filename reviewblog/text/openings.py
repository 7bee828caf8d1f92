"""The first paragraph, marked for its drop cap."""

from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_OPENING_QUOTES = "\u201c\u2018\u00ab\u201e\"'"


def install(md: MarkdownIt) -> None:
    """Add the rule last, when only true paragraphs still are paragraphs."""
    md.core.ruler.push("opening", _mark_opening)


def _mark_opening(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type == "notes_open":
            return
        if token.type == "paragraph_open":
            letters = _first_letters(state.tokens[index + 1].children or [])
            if token.level == 0 and letters.lstrip(_OPENING_QUOTES)[:1].isalpha():
                token.attrSet("class", "opening")
            return


def _first_letters(children: Iterable[Token]) -> str:
    """Read the first two characters, as far as they are plain and visible."""
    letters = ""
    for token in children:
        letters += token.content if token.type == "text" else ""
        is_plain = token.type == "text" or token.tag in {"em", "strong", "cite", "a"}
        if len(letters) > 1 or not is_plain or token.nesting < 0:
            break
    return letters[:2]

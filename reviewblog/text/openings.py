"""The first paragraph, marked for its drop cap."""

from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Letters in the five lines that a drop cap is high, on a wide screen: beside fewer it
# would leave a hole, so it is a smaller one.
FIVE_LINES = 240

_OPENING_QUOTES = "\u201c\u2018\u00ab\u201e\"'"


def install(md: MarkdownIt) -> None:
    """Add the rule last, when only true paragraphs still are paragraphs."""
    md.core.ruler.push("opening", _mark_opening)


def _mark_opening(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type == "notes_open":
            return
        if token.type == "paragraph_open":
            inline = state.tokens[index + 1].children or []
            if token.level == 0 and _begins_with_letter(inline):
                size = "" if _is_long(inline) else " opening--short"
                token.attrSet("class", f"opening{size}")
            return


def _is_long(children: Iterable[Token]) -> bool:
    words = (token.content for token in children if token.type == "text")
    return sum(map(len, words)) >= FIVE_LINES


def _begins_with_letter(children: Iterable[Token]) -> bool:
    letters = _first_letters(children)
    return letters.lstrip(_OPENING_QUOTES)[:1].isalpha()


def _first_letters(children: Iterable[Token]) -> str:
    """Read the first two characters, as far as they are plain and visible."""
    letters = ""
    for token in children:
        letters += token.content if token.type == "text" else ""
        is_plain = token.type == "text" or token.tag in {"em", "strong", "cite", "a"}
        if len(letters) > 1 or not is_plain or token.nesting < 0:
            break
    return letters[:2]

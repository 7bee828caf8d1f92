"""Headings: the page owns h1, so a text starts at h2; each has its own anchor."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from reviewblog.text.slugs import numbered, slugify
from reviewblog.text.wording import plain_words

_HIGHEST, _DEEPEST = 2, 4


def install(md: MarkdownIt) -> None:
    """Add the rule for when a heading's words are known."""
    md.core.ruler.before("text_join", "headings", _shift_and_anchor)


def _shift_and_anchor(state: StateCore) -> None:
    taken: dict[str, int] = {}
    shift = _HIGHEST - _level_of_highest(state)
    for index, token in enumerate(state.tokens):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + shift, _DEEPEST)}"
        if token.type == "heading_open":
            words = plain_words(state.tokens[index + 1].children or [])
            anchor = _free(slugify(words, fallback="section"), taken)
            token.attrSet("id", f"{state.env['prefix']}-{anchor}")


def _level_of_highest(state: StateCore) -> int:
    """Find the level an author begins with: some think of `#`, others of `##`."""
    levels = (int(t.tag[1]) for t in state.tokens if t.type == "heading_open")
    return min(levels, default=_HIGHEST)


def _free(slug: str, taken: dict[str, int]) -> str:
    """Number a repeated anchor. Notes own what begins with "fn-"."""
    wanted = f"on-{slug}" if slug.startswith("fn-") else slug
    anchor = wanted
    while anchor in taken:
        taken[wanted] += 1
        anchor = numbered(wanted, taken[wanted])
    taken[anchor] = 1
    return anchor

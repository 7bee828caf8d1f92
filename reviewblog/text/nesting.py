"""Limits that keep rendering linear: on depth, and on text that a text multiplies.

Nothing an author typed is lost at a limit; it only stops being markup.
"""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MAX_BLOCKS = 10
MAX_EMPHASIS = 6

_EMPHASIS = frozenset({"em", "strong", "s"})


def install(md: MarkdownIt) -> None:
    """Put the limits in front of the rules they restrain."""
    md.block.ruler.before("fence", "too_deep", _flatten_blocks)
    md.core.ruler.before("text_join", "expansion_limit", _limit_expansion)
    md.core.ruler.before("text_join", "emphasis_limit", _flatten_emphasis)


def _flatten_blocks(
    state: StateBlock,
    line: int,
    end: int,
    silent: bool,  # noqa: ARG001, FBT001 (markdown-it's signature)
) -> bool:
    """Read whatever lies too deep as a plain paragraph."""
    if state.level < MAX_BLOCKS:
        return False
    after = line + 1
    while after < end and not state.isEmpty(after) and not _is_left(state, after):
        after += 1
    state.line = after
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(line, after, state.blkIndent, False).strip()  # noqa: FBT003
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _is_left(state: StateBlock, line: int) -> bool:
    return state.sCount[line] < state.blkIndent


def _flatten_emphasis(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = list(_shallow(token.children))


def _shallow(children: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in children:
        if token.tag not in _EMPHASIS:
            yield token
            continue
        depth += token.nesting == 1
        if depth <= MAX_EMPHASIS:
            yield token
        depth -= token.nesting == -1


def _limit_expansion(state: StateCore) -> None:
    """Stop one long reference, used often, from growing into a page of megabytes."""
    budget = 4 * len(state.src) + 20_000
    for token in state.tokens:
        for child in token.children or []:
            budget -= sum(len(str(value)) for value in child.attrs.values())
            if budget < 0:
                child.attrs = {}

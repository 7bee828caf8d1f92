"""Quotations: a line that begins hidden is none, and `{.pull}` sets one large."""

from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from reviewblog.text.spoilers import OPENER

MARK = "{.pull}"

_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]


def guard_spoilers(md: MarkdownIt) -> None:
    """Keep `>!hidden!<` at the start of a line from becoming a quotation."""
    md.block.ruler.at("blockquote", _guarded_blockquote, {"alt": _INTERRUPTED})


def install_pulls(md: MarkdownIt) -> None:
    """Let a line of `{.pull}` beside a quotation set it large."""
    md.block.ruler.before("blockquote", "pull_mark", _pull_mark, {"alt": _INTERRUPTED})
    md.core.ruler.before("inline", "pull_marks", _obey_pull_marks)


def _guarded_blockquote(
    state: StateBlock,
    line: int,
    end: int,
    silent: bool,  # noqa: FBT001 (markdown-it's signature)
) -> bool:
    if _begins_hidden(state, line):
        return False
    if not silent and state.src.startswith(
        ">", state.bMarks[line] + state.tShift[line]
    ):
        end = _next_hidden(state, line, end)
    return blockquote(state, line, end, silent)


def _begins_hidden(state: StateBlock, line: int) -> bool:
    return state.src.startswith(OPENER, state.bMarks[line] + state.tShift[line])


def _next_hidden(state: StateBlock, line: int, end: int) -> int:
    """Find the next line that begins with a spoiler, as seen from this depth.

    Remembered by depth, or a thousand short quotations would each search to the end.
    """
    known: dict[int, tuple[int, int, int]] = state.env.setdefault("hidden_lines", {})
    since, until, found = known.get(state.level, (0, 0, 0))
    if not (since <= line < found and until == end):
        hidden = (at for at in range(line + 1, end) if _begins_hidden(state, at))
        found = next(hidden, end)
        known[state.level] = (line, end, found)
    return found


def _pull_mark(
    state: StateBlock,
    line: int,
    end: int,  # noqa: ARG001 (markdown-it's signature)
    silent: bool,  # noqa: FBT001 (markdown-it's signature)
) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or not state.src.startswith(MARK, start):
        return False
    if state.src[start : state.eMarks[line]].strip() != MARK:
        return False
    if not silent:
        state.push("pull_mark", "", 0).block = True
        state.line = line + 1
    return True


def _obey_pull_marks(state: StateCore) -> None:
    kept: list[Token] = []
    opened: list[Token] = []
    closed: Token | None = None
    for token, following in zip_longest(state.tokens, state.tokens[1:]):
        if token.type == "pull_mark":
            quotation = following if _opens_quotation(following) else closed
            kept.extend(_pull(quotation) if quotation else _as_text())
            closed = None
            continue
        closed = None
        kept.append(token)
        if _opens_quotation(token):
            opened.append(token)
        elif token.type == "blockquote_close":
            closed = opened.pop()
    state.tokens = kept


def _opens_quotation(token: Token | None) -> bool:
    return token is not None and token.type == "blockquote_open"


def _pull(quotation: Token) -> list[Token]:
    quotation.attrSet("class", "pull")
    return []


def _as_text() -> list[Token]:
    text = Token("inline", "", 0, content=MARK, children=[])
    return [Token("paragraph_open", "p", 1), text, Token("paragraph_close", "p", -1)]

"""Spoilers: `>!hidden!<` within a line, and `::: spoiler Title` to `:::` as a block.

A block is a `details`. Within a line that is impossible, for `details` may not stand in
a `p`, and a checkbox would put form controls into a reader's words. So the line has a
focusable note, whose inner span the stylesheet keeps at `visibility: hidden` until the
note has the focus (`:focus-within`). A click, a tap, the Tab key and a screen reader
all give it, and unlike text in the colour of its ground, nobody hears it unasked.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reviewblog.text.policies import SPOILER_LABEL

OPENER, CLOSER = ">!", "!<"

# Keys of `StateInline.cache`, which otherwise holds positions, so never below zero.
_HOPELESS, _INSIDE = -1, -2

_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]


def install(md: MarkdownIt) -> None:
    """Add both rules."""
    md.inline.ruler.before("emphasis", "spoiler", _within_line)
    md.block.ruler.before("fence", "spoiler", _as_block, {"alt": _INTERRUPTED})


def _within_line(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's)
    # What takes the focus may not stand in a link, and one veil is enough.
    if state.linkLevel or _INSIDE in state.cache:
        return False
    if not state.src.startswith(OPENER, state.pos):
        return False
    start, maximum = state.pos + len(OPENER), state.posMax
    state.cache[_INSIDE] = start
    end = _find_closer(state, start)
    found = bool(state.src[start:end].strip())
    if found and not silent:
        state.pos, state.posMax = start, end
        _push_hidden(state)
        state.posMax = maximum
    del state.cache[_INSIDE]
    state.pos = end + len(CLOSER) if found else start - len(OPENER)
    return found


def _find_closer(state: StateInline, start: int) -> int:
    """Find the end of what is hidden, or the start again if it never ends."""
    if _HOPELESS in state.cache:
        return start
    state.pos = start
    while state.pos < state.posMax:
        if state.src.startswith(CLOSER, state.pos):
            return state.pos
        state.md.inline.skipToken(state)
    # What is not closed from here on is not closed from any later place either.
    state.cache[_HOPELESS] = start
    return start


def _push_hidden(state: StateInline) -> None:
    note = state.push("spoiler_open", "span", 1)
    note.attrs = {
        "class": "spoiler-inline",
        "tabindex": "0",
        "role": "note",
        "aria-label": SPOILER_LABEL,
    }
    state.push("hidden_open", "span", 1)
    state.md.inline.tokenize(state)
    state.push("hidden_close", "span", -1)
    state.push("spoiler_close", "span", -1)


def _as_block(
    state: StateBlock,
    line: int,
    end: int,
    silent: bool,  # noqa: FBT001 (markdown-it's signature)
) -> bool:
    title = _title(state, line)
    if title is None:
        return False
    if silent:
        return True
    content_end, after = _find_end(state, line, end)
    outer_type, outer_end = state.parentType, state.lineMax
    state.parentType, state.lineMax = "spoiler", content_end
    state.push("details_open", "details", 1).attrs = {"class": "spoiler"}
    _push_summary(state, title or "Spoiler")
    state.push("spoiled_open", "div", 1)
    state.md.block.tokenize(state, line + 1, content_end)
    state.push("spoiled_close", "div", -1)
    state.push("details_close", "details", -1)
    state.parentType, state.lineMax = outer_type, outer_end
    state.line = after
    return True


def _push_summary(state: StateBlock, title: str) -> None:
    state.push("summary_open", "summary", 1)
    # Empty content and one text: the title is not Markdown, only typography.
    inline = state.push("inline", "", 0)
    inline.children = [Token("text", "", 0, content=title)]
    state.push("summary_close", "summary", -1)


def _find_end(state: StateBlock, line: int, end: int) -> tuple[int, int]:
    """Find the line after the content, and the line to go on with."""
    depth = 1
    for after in range(line + 1, end):
        if state.sCount[after] < state.blkIndent and not state.isEmpty(after):
            return after, after
        depth += _title(state, after) is not None
        depth -= _is_fence(state, after)
        if depth == 0:
            return after, after + 1
    return end, end


def _title(state: StateBlock, line: int) -> str | None:
    """Read the title from an opening line; None if the line opens nothing."""
    if not _has_colons(state, line):
        return None
    word, _, title = _line(state, line).strip(":").strip().partition(" ")
    return title.strip() if word.lower() == "spoiler" else None


def _is_fence(state: StateBlock, line: int) -> bool:
    return _has_colons(state, line) and not _line(state, line).strip(": \t")


def _has_colons(state: StateBlock, line: int) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    return not state.is_code_block(line) and state.src.startswith(
        ":::", start, state.eMarks[line]
    )


def _line(state: StateBlock, line: int) -> str:
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : state.eMarks[line]].replace("\t", " ").strip()

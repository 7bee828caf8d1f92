"""Tables, with alignment by class and without cells nobody wrote.

markdown-it's own rule writes `style` attributes, which the site's content policy
refuses, and fills short rows with empty cells: two bytes become a row of hundreds.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit

MAX_COLUMNS = 30

_DELIMITER_ROW = re.compile(r"[|:\-][|:\- \t]+")
_DELIMITER = re.compile(r"(:?)-+(:?)")
_ALIGNMENTS: dict[tuple[str | None, ...], str | None] = {
    ("", ""): None,
    (":", ""): "align-left",
    ("", ":"): "align-right",
    (":", ":"): "align-center",
}


def install(md: MarkdownIt) -> None:
    """Take the place of markdown-it's rule."""
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(
    state: StateBlock,
    line: int,
    end: int,
    silent: bool,  # noqa: FBT001 (markdown-it's signature)
) -> bool:
    if line + 2 > end or state.is_code_block(line):
        return False
    columns = _columns(state, line + 1)
    if not columns or "|" not in _text(state, line):
        return False
    if len(_cells(state, line)) != len(columns):
        return False
    if silent:
        return True
    state.push("table_open", "table", 1)
    state.push("thead_open", "thead", 1)
    _push_row(state, line, "th", columns)
    state.push("thead_close", "thead", -1)
    state.line = _push_body(state, line + 2, end, columns)
    state.push("table_close", "table", -1)
    return True


def _columns(state: StateBlock, line: int) -> list[str | None]:
    """Read the alignments from the row of dashes; empty if it is none."""
    text = _text(state, line)
    if _is_outside(state, line) or not _DELIMITER_ROW.fullmatch(text):
        return []
    if text.count("|") > MAX_COLUMNS + 1 or text.startswith(("- ", "-\t")):
        return []
    cells = [_DELIMITER.fullmatch(cell) for cell in _cells(state, line)]
    return [_ALIGNMENTS[cell.groups()] for cell in cells if cell] if all(cells) else []


def _push_body(
    state: StateBlock, line: int, end: int, columns: list[str | None]
) -> int:
    first = line
    terminators = state.md.block.ruler.getRules("blockquote")
    outer, state.parentType = state.parentType, "table"
    while line < end and not _is_outside(state, line) and not state.isEmpty(line):
        if any(ends(state, line, end, True) for ends in terminators):  # noqa: FBT003
            break
        if line == first:
            state.push("tbody_open", "tbody", 1)
        _push_row(state, line, "td", columns)
        line += 1
    if line > first:
        state.push("tbody_close", "tbody", -1)
    state.parentType = outer
    return line


def _push_row(
    state: StateBlock, line: int, tag: str, columns: list[str | None]
) -> None:
    cells = _cells(state, line)[: len(columns)]
    state.push("tr_open", "tr", 1)
    for cell, alignment in zip(cells, columns, strict=False):
        opening = state.push(f"{tag}_open", tag, 1)
        opening.attrs = {"class": alignment} if alignment else {}
        inline = state.push("inline", "", 0)
        inline.content, inline.children = cell, []
        state.push(f"{tag}_close", tag, -1)
    missing = len(columns) - len(cells)
    if missing:
        state.push(f"{tag}_open", tag, 1).attrs = {"colspan": str(missing)}
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)


def _cells(state: StateBlock, line: int) -> list[str]:
    text = _text(state, line)
    cells = [cell.strip() for cell in escapedSplit(text)]
    leading, trailing = not cells[0], len(cells) > 1 and not cells[-1]
    return cells[leading : len(cells) - trailing]


def _text(state: StateBlock, line: int) -> str:
    return state.src[
        state.bMarks[line] + state.tShift[line] : state.eMarks[line]
    ].strip()


def _is_outside(state: StateBlock, line: int) -> bool:
    return state.sCount[line] < state.blkIndent or state.is_code_block(line)

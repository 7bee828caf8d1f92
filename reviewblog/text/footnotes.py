"""Footnotes: `[^1]` in the text, `[^1]: …` anywhere, numbered as they are met.

The notes go behind the text, between `notes_open` and `notes_close`, for the page shows
them apart. Every id begins with the prefix in `env`, so that two reviews on one page do
not answer for one another.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def
from msgspec import Struct, field

# A longer label would let "[^[^[^" search the rest of the text from each bracket.
_REFERENCE = re.compile(r"\[\^([^\s\[\]]{1,64})\]")
# A note that is mentioned a thousand times needs no thousand ways back.
_MOST_WAYS_BACK = 10


def install(md: MarkdownIt) -> None:
    """Add the rules for references, definitions and the final order."""
    interrupted = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("reference", "note", footnote_def, {"alt": interrupted})
    md.inline.ruler.before("link", "note_ref", _reference)
    md.core.ruler.before("text_join", "notes", _order_notes)


class _Note(Struct):
    """One note: what it says, and once met, its number and mentions."""

    tokens: list[Token] = field(default_factory=list)
    number: int = 0
    mentions: int = 0


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's)
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not match or not _is_defined(state, match.group(1)):
        return False
    if not silent:
        state.push("note_ref", "a", 0).meta = {"label": match.group(1)}
    state.pos = match.end()
    return True


def _is_defined(state: StateInline, label: str) -> bool:
    return f":{label}" in state.env.get("footnotes", {}).get("refs", {})


def _order_notes(state: StateCore) -> None:
    text, notes = _taken_apart(state.tokens)
    prefix = str(state.env["prefix"])
    met: list[_Note] = []
    _meet(text, notes, met, prefix)
    for note in met:  # grows, as notes mention further notes
        _meet(note.tokens, notes, met, prefix)
    state.tokens = text
    if met:
        items = (token for note in met for token in _item(note, prefix))
        ends = _block("notes_open", "ol", 1), _block("notes_close", "ol", -1)
        state.tokens += [ends[0], *items, ends[1]]


def _taken_apart(tokens: list[Token]) -> tuple[list[Token], dict[str, _Note]]:
    """Take the notes out of the text, and out of one another."""
    text: list[Token] = []
    notes: dict[str, _Note] = {}
    around = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            note = _Note()
            notes.setdefault(token.meta["label"], note)
            around.append(note.tokens)
        elif token.type == "footnote_reference_close":
            around.pop()
        else:
            around[-1].append(token)
    return text, notes


def _meet(
    tokens: Iterable[Token], notes: dict[str, _Note], met: list[_Note], prefix: str
) -> None:
    """Number each note at its first mention, and give every mention its own id."""
    for token in tokens:
        for child in token.children or []:
            if child.type == "note_ref":
                note = notes[child.meta["label"]]
                if not note.mentions:
                    met.append(note)
                    note.number = len(met)
                note.mentions += 1
                _make_mention(child, note, prefix)


def _make_mention(token: Token, note: _Note, prefix: str) -> None:
    token.content = str(note.number)
    token.attrs = {
        "class": "fn",
        "id": _mention_id(note, note.mentions, prefix),
        "href": f"#{_note_id(note, prefix)}",
        "aria-label": f"Note {note.number}",
    }


def _item(note: _Note, prefix: str) -> Iterator[Token]:
    item = _block("note_open", "li", 1)
    item.attrs = {"id": _note_id(note, prefix)}
    yield item
    yield from _with_ways_back(note, prefix)
    yield _block("note_close", "li", -1)


def _with_ways_back(note: _Note, prefix: str) -> Iterator[Token]:
    """End the note with its ways back; a note of one paragraph needs no `p`."""
    types = [token.type for token in note.tokens]
    paragraph = ["paragraph_open", "inline", "paragraph_close"]
    if types[-3:] != paragraph:
        note.tokens += [
            _block("paragraph_open", "p", 1),
            Token("inline", "", 0, children=[]),
            _block("paragraph_close", "p", -1),
        ]
    note.tokens[-2].children = [
        *(note.tokens[-2].children or []),
        *_ways_back(note, prefix),
    ]
    for token in note.tokens:
        token.hidden |= types == paragraph and token.type in paragraph
    yield from note.tokens


def _ways_back(note: _Note, prefix: str) -> Iterator[Token]:
    for place in range(1, min(note.mentions, _MOST_WAYS_BACK) + 1):
        label = f"Back to the text, note {note.number}"
        href = f"#{_mention_id(note, place, prefix)}"
        yield Token("text", "", 0, content=" ")
        yield Token(
            "note_back",
            "a",
            0,
            content="Back" if place == 1 else str(place),
            attrs={
                "href": href,
                "aria-label": label if place == 1 else f"{label}, place {place}",
            },
        )


def _note_id(note: _Note, prefix: str) -> str:
    return f"{prefix}-fn-{note.number}"


def _mention_id(note: _Note, place: int, prefix: str) -> str:
    base = f"{_note_id(note, prefix)}-ref"
    return base if place == 1 else f"{base}-{place}"


def _block(type_: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
    return Token(type_, tag, nesting, block=True)

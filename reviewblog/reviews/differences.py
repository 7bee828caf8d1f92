"""What two texts differ in, word by word, for people to read."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from msgspec import Struct

from reviewblog.reviews.typed import Typed

# Comparing takes time with the number of equal pairs; beyond, all counts as changed.
MOST_PAIRS = 1_000_000
# Sentences with less than this in common are easier to read one after the other.
LEAST_IN_COMMON = 0.3

_WORD = re.compile(r"\s+|\S+")

# As difflib has them: what happens, and where in the old and in the new text.
Opcode = tuple[str, int, int, int, int]


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Piece(Struct, frozen=True):
    """Some words with the same fate."""

    change: Change
    text: str


class Passage(Struct, frozen=True):
    """Some lines; unchanged ones are only counted."""

    pieces: tuple[Piece, ...] = ()
    unchanged_lines: int = 0


class FieldDifference(Struct, frozen=True):
    """A field that is not what it was."""

    name: str
    passages: tuple[Passage, ...]


def differences(before: Typed, after: Typed) -> list[FieldDifference]:
    """List the fields that differ, with what differs in them."""
    names = dict.fromkeys([*before.names, *after.names])
    return [
        FieldDifference(name, tuple(compare(before[name], after[name])))
        for name in names
        if before[name] != after[name]
    ]


def compare(before: str, after: str) -> Iterator[Passage]:
    """Compare two texts line by line, and changed lines word by word."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for change, *ends in _changes(old, new):
        i1, i2, j1, j2 = ends
        if change == "equal":
            yield Passage(unchanged_lines=_counted(old[i1:i2]))
        else:
            yield Passage(tuple(_by_words("".join(old[i1:i2]), "".join(new[j1:j2]))))


def _by_words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    changes = list(_changes(old, new))
    common = sum(len("".join(old[i1:i2])) for c, i1, i2, *_ in changes if c == "equal")
    changes = _without_islands(changes, old)
    if common < LEAST_IN_COMMON * max(len(before), len(after)):
        changes = [("replace", 0, len(old), 0, len(new))]
    for change, i1, i2, j1, j2 in changes:
        if change == "equal":
            yield Piece(Change.SAME, "".join(old[i1:i2]))
            continue
        if i2 > i1:
            yield Piece(Change.REMOVED, "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece(Change.ADDED, "".join(new[j1:j2]))


def _without_islands(changes: Sequence[Opcode], old: Sequence[str]) -> list[Opcode]:
    """Let a space between two changed words be part of one change."""
    joined: list[Opcode] = []
    for place, (change, i1, i2, j1, j2) in enumerate(changes):
        is_inner = 0 < place < len(changes) - 1
        is_island = change == "equal" and is_inner and "".join(old[i1:i2]) == " "
        if joined and joined[-1][0] == "replace" and (is_island or change != "equal"):
            _, start, _, new_start, _ = joined.pop()
            joined.append(("replace", start, i2, new_start, j2))
        else:
            joined.append(("equal" if change == "equal" else "replace", i1, i2, j1, j2))
    return joined


def _changes(old: Sequence[str], new: Sequence[str]) -> Sequence[Opcode]:
    start = _common_start(old, new)
    end = _common_start(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    found = [
        (change, i1 + start, i2 + start, j1 + start, j2 + start)
        for change, i1, i2, j1, j2 in _compared(*middle)
    ]
    if start:
        found.insert(0, ("equal", 0, start, 0, start))
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def _compared(old: Sequence[str], new: Sequence[str]) -> Sequence[Opcode]:
    if not old and not new:
        return []
    counts = Counter(new)
    if sum(counts[part] for part in old) > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _common_start(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = zip(old, new, strict=False)
    return next(
        (place for place, (one, other) in enumerate(pairs) if one != other),
        min(len(old), len(new)),
    )


def _counted(lines: Sequence[str]) -> int:
    return sum(1 for line in lines if line.strip())

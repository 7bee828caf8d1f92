"""Differences between texts under the names that the form gives its fields."""

from collections.abc import Iterable

from msgspec import Struct
from wtforms import Form

from reviewblog.reviews.differences import FieldDifference, Passage
from reviewblog.reviews.revisions import Revision, RevisionKind

KINDS = {
    RevisionKind.SAVED: "Saved",
    RevisionKind.PENDING: "In the form, not saved",
    RevisionKind.AUTOSAVED: "Saved by itself",
    RevisionKind.SET_ASIDE: "Set aside",
}


class Labelled(Struct, frozen=True):
    """What differs in one field, under the name that its author knows."""

    label: str
    passages: tuple[Passage, ...]


class Conflict(Struct, frozen=True, kw_only=True):
    """Two texts of one review; ``base`` is the digest of the one that stands."""

    last: Revision | None
    base: str
    fields: list[Labelled]


def labelled(found: Iterable[FieldDifference], form: Form) -> list[Labelled]:
    """Name the fields as the form does, in its order."""
    known = {field.name: place for place, field in enumerate(form)}
    ordered = sorted(found, key=lambda one: known.get(one.name, len(known)))
    return [Labelled(_label(one.name, form), one.passages) for one in ordered]


def _label(name: str, form: Form) -> str:
    if name in form:
        return str(form[name].label.text)
    return name.replace("_", " ").capitalize()

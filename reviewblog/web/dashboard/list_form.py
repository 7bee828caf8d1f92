"""The form of a list: its own fields, and a row for each of its entries.

Every button sends the whole form, so whatever was typed is kept when an entry is
added, moved or removed; that is how a list is put in order without a script.
"""

from itertools import zip_longest
from typing import Any, Self

from flask import request
from msgspec import Struct
from wtforms import BooleanField, StringField, TextAreaField

from reviewblog.reviews.list_models import ReviewList
from reviewblog.reviews.list_writing import (
    LONGEST_INTRO,
    LONGEST_NOTE,
    LONGEST_TITLE,
    EntryDraft,
    ListDraft,
)
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.fields import as_line, as_text, at_most, required
from reviewblog.web.dashboard.refusable import LONGEST_SLUG, RefusableForm

LONGEST_QUERY = 120
LONGEST_PLACE = 6


class Button(Struct, frozen=True):
    """What a button of the form does, and to which review."""

    act: str
    review_id: int | None

    @classmethod
    def pressed(cls) -> "Button":
        """Read which button sent the form; saving is what Enter does."""
        act, _, number = request.form.get("do", "save").partition("-")
        return cls(act, as_id(number))


class NewListForm(RefusableForm):
    """A list begins with a title."""

    title = StringField(
        "Title",
        description="Such as “The best films of 2026”.",
        filters=[as_line],
        validators=[required("Give the list a title."), at_most(LONGEST_TITLE)],
    )


class ListForm(NewListForm):
    """Everything about a list."""

    slug = StringField(
        "Address",
        description="The last part of the page’s address. Left empty, it is made of "
        "the title. The old address leads to the new one, for ever.",
        filters=[as_line],
        validators=[at_most(LONGEST_SLUG)],
    )
    intro = TextAreaField(
        "Introduction, in Markdown",
        filters=[as_text],
        validators=[at_most(LONGEST_INTRO)],
    )
    is_ranked = BooleanField(
        "Ranked: the entries are numbered, the first is the best",
    )
    entries: list[EntryDraft]
    button: Button

    @classmethod
    def of(cls, found: ReviewList) -> Self:
        """Open the form on a list; what was posted goes over it."""
        form = cls(data=_typed(found))
        form.button = Button.pressed()
        form.entries = (
            _typed_entries()
            if request.method == "POST"
            else [EntryDraft(entry.review_id, entry.note) for entry in found.entries]
        )
        return form

    @property
    def act(self) -> str:
        """Return what shall be done."""
        return self.button.act

    @property
    def words(self) -> str:
        """Return what reviews are looked for; nothing once one was added."""
        return as_line(request.form.get("q", "")[:LONGEST_QUERY])

    @property
    def anchor(self) -> str | None:
        """Return where on the page somebody goes on."""
        if self.act in {"up", "down"}:
            return f"entry-{self.button.review_id}"
        return "find" if self.act in {"find", "add"} else None

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 -- WTForms'
        """Check the notes as well as the fields."""
        is_valid = bool(super().validate(*args, **kwargs))
        for number, entry in enumerate(self.entries, start=1):
            if len(entry.note) > LONGEST_NOTE:
                self.form_errors.append(
                    f"The note of entry {number} is too long: {LONGEST_NOTE:,} "
                    f"characters at most, this has {len(entry.note):,}."
                )
                is_valid = False
        return is_valid

    def to_draft(self) -> ListDraft:
        """Hand the fields to the domain, with what the pressed button changes."""
        return ListDraft(
            title=self.title.data or "",
            slug=self.slug.data or "",
            intro=self.intro.data or "",
            is_ranked=bool(self.is_ranked.data),
            entries=_after(self.button, self.entries),
        )


def _typed(found: ReviewList) -> dict[str, Any]:
    return {
        "title": found.title,
        "slug": found.slug,
        "intro": found.intro,
        "is_ranked": found.is_ranked,
    }


def _typed_entries() -> list[EntryDraft]:
    """Read the rows in the order of the places that were typed."""
    form = request.form
    rows = zip_longest(
        map(as_id, form.getlist("review_id")),
        form.getlist("position"),
        form.getlist("note"),
        fillvalue=None,
    )
    entries = {
        review_id: (_as_place(place), EntryDraft(review_id, as_text(note)))
        for review_id, place, note in rows
        if review_id
    }
    return [entry for _, entry in sorted(entries.values(), key=lambda row: row[0])]


def _as_place(typed: str | None) -> float:
    """Read a place; what is none comes last."""
    text = (typed or "").strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_PLACE
    return int(text) if is_number else float("inf")


def _after(button: Button, entries: list[EntryDraft]) -> list[EntryDraft]:
    """Return the entries as they are after a button was pressed."""
    ids = [entry.review_id for entry in entries]
    target = button.review_id
    if button.act == "add" and target and target not in ids:
        return [*entries, EntryDraft(target)]
    if button.act == "remove":
        return [entry for entry in entries if entry.review_id != target]
    if button.act in {"up", "down"} and target in ids:
        here = ids.index(target)
        there = here + (1 if button.act == "down" else -1)
        if 0 <= there < len(entries):
            moved = list(entries)
            moved[here], moved[there] = moved[there], moved[here]
            return moved
    return entries

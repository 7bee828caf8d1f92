"""Controls of the form that every reader gets, with attributes put in order once.

They draw what WTForms' own widgets draw of the same fields, which takes a fifth of the
page: each attribute is formatted by itself, and each option of a list has some. Only
what somebody may have typed is looked at each time. Flags of validators are not drawn.
"""

from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape
from wtforms import Field, SelectField
from wtforms.widgets import html_params

from reviewblog.text.markup import safe

MOST_KEPT = 200


class QuickInput:
    """Draws a field of one line."""

    def __init__(self, kind: str = "text") -> None:
        """Say what sort of line it is."""
        self.kind = kind

    def __call__(self, field: Field, **attributes: object) -> Markup:
        """Draw it with what was typed into it."""
        kept = _attributes(type=self.kind, **_named(field, attributes))
        return safe(f'<input {kept} value="{escape(field.data or "")}">')


class QuickTextArea:
    """Draws a field of many lines."""

    def __call__(self, field: Field, **attributes: object) -> Markup:
        """Draw it with what was typed into it."""
        kept = _attributes(**_named(field, attributes))
        return safe(f"<textarea {kept}>\r\n{escape(field.data or '')}</textarea>")


class QuickSelect:
    """Draws a list of pairs without groups."""

    def __call__(self, field: SelectField, **attributes: object) -> Markup:
        """Draw the list with what has been chosen of it."""
        kept = _attributes(**_named(field, attributes))
        choices: Any = field.choices
        return safe(f"<select {kept}>{_options(tuple(choices), field.data)}</select>")


def _named(field: Field, attributes: dict[str, object]) -> dict[str, object]:
    return {"id": field.id, "name": field.name, **attributes}


# Typed, for True is drawn otherwise than 1.
@lru_cache(MOST_KEPT, typed=True)
def _attributes(**attributes: object) -> str:
    return str(html_params(**attributes))


def _options(choices: tuple[tuple[str, str], ...], chosen: str | None) -> str:
    values = {value for value, _ in choices}
    return _kept_options(choices, chosen if chosen in values else None)


@lru_cache(MOST_KEPT)
def _kept_options(choices: tuple[tuple[str, str], ...], chosen: str | None) -> str:
    return "".join(
        f"<option{' selected' if value == chosen else ''}"
        f' value="{escape(value)}">{escape(label)}</option>'
        for value, label in choices
    )

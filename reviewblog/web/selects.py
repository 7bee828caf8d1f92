"""A list to choose from that every reader gets, drawn once and not option by option."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from markupsafe import Markup
from wtforms import SelectField
from wtforms.widgets import html_params

from reviewblog.text.markup import safe

MOST_LISTS = 100


class QuickSelect:
    """Draws what WTForms' own widget draws of a list of pairs without groups."""

    def __call__(self, field: SelectField, **attributes: object) -> Markup:
        """Draw the list with what has been chosen of it."""
        attributes.setdefault("id", field.id)
        choices: Sequence[tuple[str, str]] = field.choices
        options = _options(tuple(choices), field.data)
        return safe(
            f"<select {html_params(name=field.name, **attributes)}>{options}</select>"
        )


@lru_cache(MOST_LISTS)
def _options(choices: tuple[tuple[str, str], ...], chosen: str | None) -> str:
    return "".join(
        f"<option{' selected' if value == chosen else ''}"
        f' value="{escape(value)}">{escape(label)}</option>'
        for value, label in choices
    )

"""Quick widgets draw what WTForms' own draw."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Form, SelectField, StringField, TextAreaField

from reviewblog.web.widgets import QuickInput, QuickSelect, QuickTextArea

HOSTILE = "\"><script>'&amp;</script></textarea>"
CHOICES = [("", "None"), ("A-", "A−"), (HOSTILE, HOSTILE)]


class Slow(Form):
    line = StringField("Line", id="a-line")
    email = EmailField("Email")
    text = TextAreaField("Text", id="a-text")
    choice = SelectField("Choice", validate_choice=False)


class Quick(Form):
    line = StringField("Line", id="a-line", widget=QuickInput())
    email = EmailField("Email", widget=QuickInput("email"))
    text = TextAreaField("Text", id="a-text", widget=QuickTextArea())
    choice = SelectField("Choice", validate_choice=False, widget=QuickSelect())


@pytest.mark.parametrize("typed", [None, "", "A-", HOSTILE, "not a choice"])
@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"class": "input", "required": True, "aria_invalid": False},
        {"maxlength": 1, "aria_describedby": "a b", "data_x": HOSTILE},
        {"maxlength": True},
    ],
)
@pytest.mark.parametrize("name", ["line", "email", "text", "choice"])
def test_a_quick_widget_draws_the_same(
    name: str, attributes: dict[str, Any], typed: str | None
) -> None:
    given = None if typed is None else MultiDict({name: typed})
    forms: tuple[Slow | Quick, ...] = Slow(given), Quick(given)
    for form in forms:
        form.choice.choices = CHOICES

    slow, quick = (str(form[name](**attributes)) for form in forms)

    assert quick == slow

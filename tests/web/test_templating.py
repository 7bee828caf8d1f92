"""What every template may use."""

import pytest
from flask import Flask, flash, render_template_string
from jinja2 import UndefinedError
from sqlalchemy.orm import Session
from wtforms import BooleanField, Form, RadioField, StringField
from wtforms.validators import InputRequired

from reviewblog.reviews.grades import Grade
from reviewblog.site.defaults import get_site
from tests.factories import grade_labelled
from tests.statements import counted_statements


class FilmForm(Form):
    """A form with one control of each shape."""

    title = StringField(
        "Title", description="As on the poster.", validators=[InputRequired()]
    )
    seen = BooleanField("Seen")
    kind = RadioField("Kind", choices=["Film", "Play"])  # type: ignore[list-item]


def rendered(app: Flask, source: str, **values: object) -> str:
    with app.test_request_context():
        return render_template_string(source, **values)


def test_the_site_is_asked_for_once(app: Flask, session: Session) -> None:
    get_site(session).title = "Row K"
    session.commit()

    with counted_statements(app) as sent:
        page = rendered(app, "{{ site.title }} {{ site.language }} {{ site.title }}")
        sent.clear()
        rendered(app, "{{ site.title }} {{ site.language }}")

    assert page == "Row K en Row K"
    assert not [statement for statement in sent if "FROM site" in statement]


def test_a_misspelt_name_is_an_error(app: Flask) -> None:
    with pytest.raises(UndefinedError):
        rendered(app, "{{ sight.title }}")


def test_flashes_are_looked_for_in_sessions_only(app: Flask) -> None:
    with app.test_request_context(headers={"Cookie": "session=x"}):
        flash("Saved.")
        assert render_template_string("{{ flashes() | join }}") == "Saved."
    with app.test_request_context():
        flash("Saved.")
        assert render_template_string("{{ flashes() | join }}") == ""


def test_field_wires_hint_and_errors_to_the_control(app: Flask) -> None:
    form = FilmForm()
    form.validate()

    page = rendered(
        app,
        "{% from 'macros/forms.html' import field %}{{ field(form.title, rows=3) }}",
        form=form,
    )

    assert 'aria-describedby="title-hint title-errors"' in page
    assert 'aria-invalid="true"' in page
    assert 'rows="3"' in page
    assert 'id="title-errors"' in page
    assert "This field is required." in page


def test_field_draws_boxes_and_choices(app: Flask) -> None:
    page = rendered(
        app,
        "{% from 'macros/forms.html' import field %}"
        "{{ field(form.seen) }}{{ field(form.kind) }}",
        form=FilmForm(),
    )

    assert page.count('class="check"') == 3
    assert "<legend" in page
    assert "aria-describedby" not in page


def test_csrf_gives_a_token(app: Flask) -> None:
    page = rendered(app, "{% from 'macros/forms.html' import csrf %}{{ csrf() }}")

    assert 'name="csrf_token" value="' in page


@pytest.mark.parametrize(
    ("label", "fill", "shown"), [("A-", 90, "A−"), ("F", 0, "F"), ("B+", 85, "B+")]
)
def test_grade_is_a_tile_filled_from_its_foot(
    app: Flask, session: Session, label: str, fill: int, shown: str
) -> None:
    page = rendered(
        app,
        "{% from 'macros/grades.html' import grade %}{{ grade(it, 's') }}",
        it=grade_labelled(session, label),
    )

    assert f'data-fill="{fill}"' in page
    assert 'class="grade grade--s"' in page
    assert f"</span>{shown}</span>" in page


def test_grade_makes_room_for_words(app: Flask) -> None:
    page = rendered(
        app,
        "{% from 'macros/grades.html' import grade %}{{ grade(it) }}",
        it=Grade(label="Thumbs up", percent=100),
    )

    assert 'class="grade grade--long"' in page

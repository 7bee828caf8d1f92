"""What is drawn once stays what it would be if it were drawn again."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, g
from jinja2.runtime import Macro
from markupsafe import Markup
from msgspec.structs import replace
from sqlalchemy.orm import Session

import reviewblog
from reviewblog.reviews.listing import Listed, list_newest
from reviewblog.reviews.models import Review
from reviewblog.site.defaults import get_site
from reviewblog.web import drawing
from reviewblog.web.drawing import Drawer
from tests.factories import LONG_AGO, make_review

TEMPLATES = [
    path
    for path in sorted(Path(reviewblog.__file__).parent.glob("templates/**/*.html"))
    if "once(" in path.read_text("utf-8")
]
MACRO = """{% macro line(review, note) %}
{{ count() }}{{ review.title }} {{ review.published_at | datetime }} {{ note }}
{{ url_for("public.show_review", slug=review.slug) }}
{% endmacro %}"""


class Drawings:
    """A macro, and how often it was drawn."""

    def __init__(self, app: Flask) -> None:
        self.times = 0
        template = app.jinja_env.from_string(MACRO, globals={"count": self.count})
        self.macro: Macro = template.module.line  # type: ignore[attr-defined]

    def count(self) -> str:
        self.times += 1
        return ""


@pytest.fixture
def drawings(app: Flask) -> Iterator[Drawings]:
    with app.test_request_context():
        yield Drawings(app)


@pytest.fixture
def listed(session: Session) -> Listed:
    make_review(session, title="<i>Rush</i>", slug="rush")
    [line] = list_newest(session, at=LONG_AGO, limit=1)
    return line


def test_the_same_values_are_drawn_once(drawings: Drawings, listed: Listed) -> None:
    drawer = Drawer()

    first = drawer.once(drawings.macro, listed, "a note")
    again = drawer.once(drawings.macro, replace(listed), "a note")

    assert first == again == drawings.macro(listed, "a note")
    assert "&lt;i&gt;Rush&lt;/i&gt;" in first
    assert isinstance(first, Markup)
    assert drawings.times == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Rush again"},
        {"slug": "rush-2"},
        {"published_at": LONG_AGO + timedelta(minutes=1)},
    ],
)
def test_what_has_changed_is_drawn_anew(
    drawings: Drawings, listed: Listed, changed: dict[str, object]
) -> None:
    drawer, other = Drawer(), replace(listed, **changed)

    first = drawer.once(drawings.macro, listed, "")

    assert drawer.once(drawings.macro, other, "") == drawings.macro(other, "") != first
    assert drawer.once(drawings.macro, listed, "!") != first


def test_other_dates_are_drawn_where_the_site_moves(
    drawings: Drawings, listed: Listed, session: Session
) -> None:
    drawer = Drawer()
    first = drawer.once(drawings.macro, listed, "")

    get_site(session).time_zone = "Asia/Tokyo"
    session.commit()
    # As the next request would find it.
    g.pop("known")
    g.pop("house")
    moved = drawer.once(drawings.macro, listed, "")

    assert listed.published_at.astimezone(ZoneInfo("Asia/Tokyo")).hour == 21
    assert "12.00 pm" in first
    assert "9.00 pm" in moved


def test_other_addresses_are_drawn_below_another_folder(
    app: Flask, drawings: Drawings, listed: Listed
) -> None:
    drawer = Drawer()

    drawn = [drawer.once(drawings.macro, listed, "")]
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": "/blog"}):
        drawn.append(drawer.once(drawings.macro, listed, ""))

    assert ["/blog/reviews/rush/" in each for each in drawn] == [False, True]


def test_a_row_of_the_database_is_drawn_as_it_is_now(
    drawings: Drawings, session: Session
) -> None:
    review: Review = make_review(session, title="Rush")
    drawer = Drawer()

    first = drawer.once(drawings.macro, review, "")
    review.title = "Changed"

    assert "Rush" in first
    assert "Changed" in drawer.once(drawings.macro, review, "")


def test_what_is_markup_already_is_not_taken_for_a_text(
    drawings: Drawings, listed: Listed
) -> None:
    drawer = Drawer()

    text = drawer.once(drawings.macro, listed, "<b>")
    markup = drawer.once(drawings.macro, listed, Markup("<b>"))

    assert "&lt;b&gt;" in text
    assert "<b>" in markup


def test_only_so_much_is_remembered(
    drawings: Drawings, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "MOST_DRAWN", 2)
    drawer = Drawer()

    for note in ("a", "b", "c", "a"):
        drawer.once(drawings.macro, listed, note)

    assert drawings.times == 4


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_what_is_drawn_once_is_imported(template: Path) -> None:
    """A macro of the page itself is another one with each page, which it holds on to.

    A macro may draw another of its own file, which is there once.
    """
    source = template.read_text("utf-8")

    drawn = set(re.findall(r"\bonce\((\w+)", source))

    if template.parent.name != "macros":
        assert drawn.isdisjoint(re.findall(r"{%-? macro (\w+)", source))

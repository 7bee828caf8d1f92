"""The settings of the site."""

from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.reviews.grades import GradeScale
from reviewblog.reviews.scales import Step, adopt_scale, find_current_scale
from reviewblog.site.defaults import get_site
from reviewblog.site.models import RunningTimeStyle, Site
from tests.clients import fields_of, sign_in, submit
from tests.factories import make_account, make_review
from tests.pages import parsed
from tests.reviews.drafts import load

PAGE = "/dashboard/settings/"
SENTENCES = "/dashboard/settings/grades"
TYPED = {
    "title": "Row K",
    "tagline": "From the back.",
    "author_name": "Ada",
    "footer": "No cookies.",
    "language": "fr-CA",
    "time_zone": "America/Toronto",
    "running_time_style": "minutes",
    "reviews_per_page": "12",
    "feed_items": "50",
    "feed_full_text": "no",
    "feed_shows_grade": "yes",
}


def site_of(session: Session) -> Site:
    session.rollback()
    return get_site(session)


def labels(session: Session) -> list[str]:
    session.rollback()
    scale = find_current_scale(session)
    return [grade.label for grade in scale.grades] if scale else []


def test_the_settings_are_saved(desk: FlaskClient, session: Session) -> None:
    response = submit(desk, PAGE, **TYPED)

    site = site_of(session)
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert (site.title, site.tagline, site.footer) == (
        "Row K", "From the back.", "No cookies.",
    )  # fmt: skip
    assert (site.author_name, site.language) == ("Ada", "fr-CA")
    assert site.time_zone == "America/Toronto"
    assert site.running_time_style is RunningTimeStyle.MINUTES
    assert (site.reviews_per_page, site.feed_items) == (12, 50)
    assert not site.feed_full_text
    assert site.feed_shows_grade


def test_the_form_shows_what_was_saved(desk: FlaskClient) -> None:
    submit(desk, PAGE, **TYPED)

    shown = fields_of(desk.get(PAGE))

    assert {name: shown[name] for name in TYPED} == TYPED


def test_saving_the_form_as_it_was_served_changes_nothing(
    desk: FlaskClient, session: Session
) -> None:
    before = {
        key: value for key, value in vars(site_of(session)).items() if key[0] != "_"
    }

    submit(desk, PAGE)

    after = vars(site_of(session))
    assert {key: after.get(key) for key in before} == before
    assert session.scalar(select(func.count(GradeScale.id))) == 1


def test_what_was_saved_is_said_once(desk: FlaskClient) -> None:
    submit(desk, PAGE, title="Row K")

    assert "The settings are saved." in desk.get(PAGE).text
    assert "The settings are saved." not in desk.get(PAGE).text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", " ", "Give the site a name"),
        ("title", "x" * 121, "120 characters at most"),
        ("tagline", "x" * 201, "200 characters at most"),
        ("author_name", "x" * 121, "120 characters at most"),
        ("footer", "x" * 501, "500 characters at most"),
        ("language", "", "such as en"),
        ("language", "Klingon!", "such as en"),
        ("time_zone", "Europe/Atlantis", "Not a valid choice"),
        ("time_zone", "../../etc/passwd", "Not a valid choice"),
        ("time_zone", "\x00", "Not a valid choice"),
        ("running_time_style", "reels", "Not a valid choice"),
        ("reviews_per_page", "", "Give a number"),
        ("reviews_per_page", "many", "whole number"),
        ("reviews_per_page", "4", "from 5 to 100"),
        ("reviews_per_page", "101", "from 5 to 100"),
        ("reviews_per_page", "1" * 31, "from 5 to 100"),
        ("feed_items", "0", "from 1 to 100"),
        ("grade_scale", "hundred", "Not a valid choice"),
    ],
)
def test_bad_input_comes_back_with_a_message_beside_the_field(
    desk: FlaskClient, session: Session, field: str, value: str, message: str
) -> None:
    response = submit(desk, PAGE, **(TYPED | {field: value}))

    said = html.fromstring(response.text).cssselect(f"#{field}-errors")[0]
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in said.text_content()
    assert site_of(session).title == "Reviews"
    shown = fields_of(response)
    assert all(shown[name] == TYPED[name] for name in TYPED if name != field)


def test_a_scale_chosen_leaves_old_verdicts_alone(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, grade="B+")
    given = review.grade_id

    submit(desk, PAGE, grade_scale="five-stars")

    assert labels(session)[:2] == ["5/5", "4½/5"]
    assert load(session, review).grade_id == given


def test_a_scale_of_ones_own_can_be_kept(desk: FlaskClient, session: Session) -> None:
    with transaction(session):
        adopt_scale(session, "Mine", [Step("Yes", 100, "Yes.")], at=utcnow())

    submit(desk, PAGE, title="Row K")

    assert labels(session) == ["Yes"]
    assert site_of(session).title == "Row K"


def test_the_meanings_of_grades_are_saved(desk: FlaskClient, session: Session) -> None:
    scale = find_current_scale(session)
    assert scale is not None
    best, second = scale.grades[:2]

    response = desk.post(SENTENCES, data={f"meaning_{best.id}": "Steal it."})

    session.rollback()
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert best.meaning == "Steal it."
    assert second.meaning in desk.get(PAGE).text


def test_a_meaning_that_is_too_long_comes_back(
    desk: FlaskClient, session: Session
) -> None:
    scale = find_current_scale(session)
    assert scale is not None
    field = f"meaning_{scale.grades[0].id}"

    response = desk.post(SENTENCES, data={field: "x" * 201})

    said = html.fromstring(response.text).cssselect(f"#{field}-errors")[0]
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "200 characters at most" in said.text_content()
    assert "x" * 201 in response.text


@pytest.mark.parametrize(
    "data", [{"meaning_99999": "x"}, {"meaning_x": "x"}, {}, {"title": ["a", "b"]}]
)
def test_no_input_breaks_the_sentences(desk: FlaskClient, data: dict[str, Any]) -> None:
    assert desk.post(SENTENCES, data=data).status_code == HTTPStatus.SEE_OTHER


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUTHOR, Role.MODERATOR])
@pytest.mark.parametrize("page", [PAGE, SENTENCES])
def test_only_an_owner_changes_the_site(
    app: Flask, session: Session, role: Role, page: str
) -> None:
    browser = sign_in(app.test_client(), session, make_account(session, role=role))

    assert browser.get(PAGE).status_code == HTTPStatus.FORBIDDEN
    assert browser.post(page, data=TYPED).status_code == HTTPStatus.FORBIDDEN
    assert site_of(session).title == "Reviews"


@pytest.mark.parametrize(
    "page", ["settings/", "settings/look", "settings/comments/", "mail/", "users/"]
)
def test_every_setting_is_explained_where_it_stands(
    desk: FlaskClient, page: str
) -> None:
    shown = parsed(desk.get(f"/dashboard/{page}"))

    for control in shown.cssselect(".field [name]:not([type=hidden])"):
        name = control.get("name") or ""
        if not name.startswith("meaning_") and name != "address":
            assert control.get("aria-describedby"), name

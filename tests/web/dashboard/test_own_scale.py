"""Scales of one's own words, and how rare a grade would be."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.reviews.scales import find_current_scale
from tests.clients import fields_of
from tests.factories import make_review
from tests.pages import parsed

PAGE = "/dashboard/settings/scale"
WORDS = "See it now = Cancel something.\nWait\nLet it pass = Life is short."


def send(
    desk: FlaskClient, steps: str = WORDS, name: str = "Plain words"
) -> HTTPStatus:
    return HTTPStatus(desk.post(PAGE, data={"name": name, "steps": steps}).status_code)


def grades(session: Session) -> list[tuple[str, int, str]]:
    session.rollback()
    scale = find_current_scale(session)
    assert scale
    return [(grade.label, grade.percent, grade.meaning) for grade in scale.grades]


def test_a_scale_of_words_is_used_from_now_on(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, grade="B")

    assert send(desk) is HTTPStatus.SEE_OTHER

    assert grades(session) == [
        ("See it now", 100, "Cancel something."),
        ("Wait", 50, ""),
        ("Let it pass", 0, "Life is short."),
    ]
    page = parsed(desk.get(f"/dashboard/reviews/{review.id}/edit"))
    offered = [one.get("value") for one in page.cssselect("[name=grade]")]
    assert offered == ["none", "See it now", "Wait", "Let it pass", "keep"]
    assert fields_of(desk.get(PAGE))["steps"] == WORDS


def test_new_meanings_stay_on_the_scale_and_new_grades_make_another(
    desk: FlaskClient, session: Session
) -> None:
    send(desk)
    first = find_current_scale(session)
    send(desk, WORDS.replace("Cancel something", "Run"))
    session.rollback()
    second = find_current_scale(session)
    send(desk, WORDS + "\nFlee")
    session.rollback()
    third = find_current_scale(session)

    assert first
    assert second
    assert third
    assert first.id == second.id != third.id
    assert grades(session)[0] == ("See it now", 100, "Cancel something.")


@pytest.mark.parametrize(
    ("steps", "name"),
    [
        ("One", "N"), ("", "N"), ("A\nA", "N"), ("A\na", "N"), ("A\n= What", "N"),
        ("A\nnone", "N"), ("A\nKeep", "N"), ("A\n" + "x" * 21, "N"),
        ("A\nB = " + "x" * 201, "N"), ("\n".join(map(str, range(21))), "N"),
        ("x" * 10_001, "N"), (WORDS, ""), (WORDS, "x" * 61),
    ],
)  # fmt: skip
def test_an_odd_scale_is_refused_and_comes_back(
    desk: FlaskClient, session: Session, steps: str, name: str
) -> None:
    response = desk.post(PAGE, data={"name": name, "steps": steps})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fields_of(response)["steps"] == steps
    scale = find_current_scale(session)
    assert scale is None or scale.name == "Letters"


def test_each_grade_says_how_rare_it_would_be(
    desk: FlaskClient, session: Session
) -> None:
    for _ in range(49):
        make_review(session, grade="B")
    make_review(session, grade="A+")

    page = parsed(desk.get("/dashboard/reviews/new"))

    said = {
        str(one.get("value")): one.get("data-rarity")
        for one in page.cssselect("[name=grade][data-rarity]")
    }
    assert said["A+"] == "Given 1 time: among the top 2 % of 50 graded reviews."
    assert said["B"] == "Given 49 times, of 50 graded reviews."
    assert said["F"] == "Never given yet: nothing of 50 graded reviews is as bad."


def test_a_few_reviews_say_nothing_about_rarity(
    desk: FlaskClient, session: Session
) -> None:
    make_review(session, grade="A+")

    page = parsed(desk.get("/dashboard/reviews/new"))

    note = page.cssselect("[name=grade][value='A+']")[0].get("data-rarity")
    assert note == "Given 1 time, of 1 graded review."

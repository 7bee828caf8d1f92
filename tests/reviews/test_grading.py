"""Choosing scales."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.reviews.grades import GradeScale
from reviewblog.reviews.grading import choose_scale, explain_grades, ready_key
from reviewblog.reviews.ready_scales import READY_SCALES
from reviewblog.reviews.scales import Step, adopt_scale, find_current_scale
from tests.factories import make_review
from tests.reviews.drafts import load


def choose(session: Session, key: str) -> GradeScale:
    with transaction(session):
        return choose_scale(session, key, at=utcnow())


def count_scales(session: Session) -> int:
    return session.scalar(select(func.count(GradeScale.id))) or 0


@pytest.mark.parametrize("key", READY_SCALES)
def test_a_ready_made_scale_makes_sense(key: str) -> None:
    steps = READY_SCALES[key].steps

    percents = [step.percent for step in steps]
    assert percents == sorted(percents, reverse=True)
    assert len({step.label for step in steps}) == len(steps)
    assert all(0 <= step.percent <= 100 for step in steps)
    assert all(step.meaning for step in steps)


@pytest.mark.parametrize("key", READY_SCALES)
def test_a_chosen_scale_is_in_use(session: Session, key: str) -> None:
    choose(session, key)

    scale = find_current_scale(session)
    assert scale is not None
    assert ready_key(scale) == key


def test_choosing_the_scale_in_use_changes_nothing(session: Session) -> None:
    choose(session, "letters")

    assert count_scales(session) == 1


def test_an_old_verdict_stays_on_its_scale(session: Session) -> None:
    review = make_review(session, grade="B+")
    given = review.grade_id

    choose(session, "five-stars")

    grade = load(session, review).grade
    assert grade is not None
    assert (grade.id, grade.label, grade.percent) == (given, "B+", 83)


def test_a_scale_used_before_is_taken_up_again(session: Session) -> None:
    review = make_review(session, grade="B+")
    choose(session, "five-stars")

    scale = choose(session, "letters")

    assert count_scales(session) == 2
    assert find_current_scale(session) is scale
    grade = load(session, review).grade
    assert grade is not None
    assert grade.scale_id == scale.id


def test_a_scale_of_somebody_s_own_is_none_of_the_ready_made(session: Session) -> None:
    with transaction(session):
        scale = adopt_scale(
            session, "Mine", [Step("Yes", 100, "Yes.")], at=utcnow() + timedelta(days=1)
        )

    assert ready_key(scale) is None


def test_the_meaning_of_a_grade_can_be_changed(session: Session) -> None:
    scale = find_current_scale(session)
    assert scale is not None
    best, second = scale.grades[:2]
    before = second.meaning

    with transaction(session):
        explain_grades(session, {best.id: "Steal it."})

    assert (best.meaning, second.meaning) == ("Steal it.", before)
    assert ready_key(scale) == "letters"

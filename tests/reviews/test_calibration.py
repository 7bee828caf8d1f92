"""How grades are spread."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from reviewblog.reviews import calibration
from reviewblog.reviews.calibration import Rarity, count_by_year, rarity_of
from reviewblog.reviews.models import ReviewStatus
from tests.factories import LONG_AGO, grade_labelled, make_review, make_work


@pytest.fixture
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "ENOUGH_REVIEWS", 4)


def give(session: Session, *labels: str | None) -> None:
    work = make_work(session)
    for label in labels:
        make_review(session, work=work, grade=label)


@pytest.mark.usefixtures("few_are_enough")
@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("A+", Rarity(25, is_top=True, total=4)),
        ("A", None),
        ("F", Rarity(25, is_top=False, total=4)),
    ],
)
def test_rarity_of_says_which_end_a_grade_is_near(
    session: Session, label: str, expected: Rarity | None
) -> None:
    give(session, "A+", "A", "B", "F", None)
    make_review(session, grade="A+", status=ReviewStatus.DRAFT)

    grade = grade_labelled(session, label)

    assert rarity_of(session, grade, at=LONG_AGO) == expected


@pytest.mark.usefixtures("few_are_enough")
def test_rarity_of_rounds_up(session: Session) -> None:
    give(session, "A+", "B", "B", "B", "B", "B", "B")

    rarity = rarity_of(session, grade_labelled(session, "A+"), at=LONG_AGO)

    assert rarity == Rarity(15, is_top=True, total=7)


def test_rarity_of_says_nothing_about_a_few(session: Session) -> None:
    give(session, "A+", "A", "B", "F")

    assert rarity_of(session, grade_labelled(session, "A"), at=LONG_AGO) is None


def test_rarity_of_no_grade(session: Session) -> None:
    assert rarity_of(session, None, at=LONG_AGO) is None


def test_count_by_year_ends_the_year_where_the_site_is(session: Session) -> None:
    midnight = datetime(2019, 12, 31, 23, 30, tzinfo=UTC)
    make_review(session, grade="B", published_at=midnight)
    make_review(session, grade="B", published_at=midnight - timedelta(days=400))
    make_review(session, published_at=midnight)
    good = grade_labelled(session, "B").id

    counts = count_by_year(session, at=LONG_AGO, zone=ZoneInfo("Europe/Berlin"))

    assert counts == {2020: {good: 1}, 2018: {good: 1}}


def test_count_by_year_before_the_first_grade(session: Session) -> None:
    make_review(session)

    assert count_by_year(session, at=LONG_AGO, zone=ZoneInfo("UTC")) == {}

"""What was said about one work over the years."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.scales import LETTERS, adopt_scale
from reviewblog.reviews.verdicts import (
    SecondLook,
    count_changed_minds,
    list_changed_minds,
    list_second_looks,
    list_verdicts,
)
from reviewblog.works.models import Work
from tests.factories import LONG_AGO, make_review, make_work


@pytest.fixture
def work(session: Session) -> Work:
    return make_work(session)


def verdict(
    session: Session, work: Work, grade: str | None, days: int, **overrides: object
) -> Review:
    when = LONG_AGO - timedelta(days=days)
    return make_review(session, work=work, grade=grade, published_at=when, **overrides)


def test_list_verdicts_begins_with_the_oldest(session: Session, work: Work) -> None:
    second, first = verdict(session, work, "A", 1), verdict(session, work, "B+", 9)
    verdict(session, work, "F", 5, status=ReviewStatus.DRAFT)
    make_review(session)

    assert list_verdicts(session, work.id, at=LONG_AGO) == [first, second]


def test_list_second_looks_pairs_each_with_the_one_before(
    session: Session, work: Work
) -> None:
    third, second, first = (verdict(session, work, "B", days) for days in (1, 2, 3))
    make_review(session)

    looks = list_second_looks(session, at=LONG_AGO, limit=9)

    assert looks == [SecondLook(second, third), SecondLook(first, second)]


def test_list_changed_minds_leaves_out_what_stayed(
    session: Session, work: Work
) -> None:
    steady = make_work(session)
    for days in (1, 2):
        verdict(session, steady, "A", days)
    before, after = verdict(session, work, "B+", 9), verdict(session, work, "A", 1)
    verdict(session, work, None, 5)
    verdict(session, work, "F", 0, deleted_at=LONG_AGO)

    looks = list_changed_minds(session, at=LONG_AGO, limit=9, offset=0)

    assert looks == [SecondLook(before, after)]
    assert count_changed_minds(session, at=LONG_AGO) == 1


def test_list_changed_minds_compares_letters_of_two_scales(
    session: Session, work: Work
) -> None:
    verdict(session, work, "A", 2)
    adopt_scale(session, "Newer letters", LETTERS, at=LONG_AGO + timedelta(days=9000))
    verdict(session, work, "A", 1)

    assert count_changed_minds(session, at=LONG_AGO) == 0

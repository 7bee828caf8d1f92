"""What was said about one work over the years."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.reviews.listing import list_by_ids
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.scales import LETTERS, adopt_scale
from reviewblog.reviews.verdicts import (
    SecondLook,
    count_changed_minds,
    list_changed_minds,
    list_verdicts,
    looks_of,
    pair_second_looks,
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


def test_pair_second_looks_pairs_each_with_the_one_before(
    session: Session, work: Work
) -> None:
    third, second, first = (verdict(session, work, "B", days) for days in (1, 2, 3))
    make_review(session)

    pairs = pair_second_looks(session, at=LONG_AGO, limit=9)

    assert pairs == [(second.id, third.id), (first.id, second.id)]


def test_looks_of_leaves_out_what_nobody_may_see(session: Session, work: Work) -> None:
    first, second = (verdict(session, work, "B", days) for days in (2, 1))
    ids = [first.id, second.id]
    before, after = list_by_ids(session, ids, at=LONG_AGO)

    looks = looks_of(
        [(first.id, second.id), (second.id, 999)], {before.id: before, after.id: after}
    )

    assert looks == [SecondLook(before, after)]


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

    ids = [before.id, after.id]
    assert looks == [SecondLook(*list_by_ids(session, ids, at=LONG_AGO))]
    assert count_changed_minds(session, at=LONG_AGO) == 1


def test_list_changed_minds_compares_letters_of_two_scales(
    session: Session, work: Work
) -> None:
    verdict(session, work, "A", 2)
    adopt_scale(session, "Newer letters", LETTERS, at=LONG_AGO + timedelta(days=9000))
    verdict(session, work, "A", 1)

    assert count_changed_minds(session, at=LONG_AGO) == 0

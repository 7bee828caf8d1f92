"""Details go, sums stay."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review
from reviewblog.stats.models import FeedCount, ReadCount, SearchCount
from reviewblog.stats.retention import (
    fold_month,
    forget_details,
    get_rules,
    keep_days,
    months_to_fold,
)
from tests.factories import make_review

TODAY = date(2026, 3, 14)


def read(session: Session, review: Review, day: date, source: str = "") -> None:
    session.add(ReadCount(review_id=review.id, day=day, source=source, reads=2))
    session.commit()


def test_a_month_is_folded_when_all_of_it_is_old(session: Session) -> None:
    review = make_review(session)
    keep_days(session, 90)
    for day in (date(2025, 11, 3), date(2025, 11, 30), date(2025, 12, 20), TODAY):
        read(session, review, day)
    read(session, review, date(2025, 11, 30), "a.example")

    months = months_to_fold(session, today=TODAY)
    for month in months:
        fold_month(session, month)
    session.commit()

    rows = session.execute(
        select(ReadCount.day, ReadCount.source, ReadCount.reads).order_by(
            ReadCount.day, ReadCount.source
        )
    )
    assert months == [date(2025, 11, 1)]
    assert [tuple(row) for row in rows] == [
        (date(2025, 11, 1), "", 4),
        (date(2025, 11, 1), "a.example", 2),
        (date(2025, 12, 20), "", 2),
        (TODAY, "", 2),
    ]
    assert months_to_fold(session, today=TODAY) == []


def test_the_best_day_of_a_feed_stands_for_its_month(session: Session) -> None:
    for number, readers in ((3, 7), (4, 9), (5, 2)):
        day = date(2024, 5, number)
        row = FeedCount(feed="/feed.xml", service="", day=day, readers=readers)
        session.add(row)
    session.commit()

    for month in months_to_fold(session, today=TODAY):
        fold_month(session, month)

    row = session.scalars(select(FeedCount)).one()
    assert (row.day, row.readers) == (date(2024, 5, 1), 9)


def test_bits_go_with_the_day_and_searches_with_the_details(session: Session) -> None:
    for days in (0, 1, 400):
        day = TODAY - timedelta(days=days)
        session.add(FeedCount(feed="/f", service="", day=day, readers=1, seen=b"x"))
        session.add(SearchCount(words="odd", day=day, times=1, found=0))
    session.commit()

    forget_details(session, today=TODAY)

    kept = select(FeedCount.day).where(FeedCount.seen.is_not(None))
    assert session.scalars(kept).all() == [TODAY]
    assert session.scalar(select(func.count()).select_from(SearchCount)) == 2


def test_a_new_site_keeps_a_year(session: Session) -> None:
    assert get_rules(session).days_kept == 365

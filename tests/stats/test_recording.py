"""Batches become rows."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.freshness import COUNTER, Freshness
from reviewblog.reviews.models import ReviewStatus
from reviewblog.stats.agents import Claim
from reviewblog.stats.batches import Batch
from reviewblog.stats.models import FeedCount, ReadCount, SearchCount
from reviewblog.stats.recording import MOST_SEARCHES, MOST_SOURCES, record
from reviewblog.stats.sources import OTHERS
from tests.factories import make_review

DAY = date(2026, 3, 14)


def write(session: Session, batch: Batch, day: date = DAY) -> None:
    record(session, batch, day=day, at=utcnow())
    session.commit()
    session.expire_all()


def read_of(*reads: tuple[str, str]) -> Batch:
    batch = Batch()
    for slug, source in reads:
        batch.add_read(slug, source)
    return batch


def test_reads_add_up_over_batches(session: Session) -> None:
    review = make_review(session, slug="rush")

    write(session, read_of(("rush", ""), ("rush", "a.example")))
    write(session, read_of(("rush", ""), ("rush", "")))

    rows = session.scalars(select(ReadCount).order_by(ReadCount.source)).all()
    assert [(row.review_id, row.day, row.source, row.reads) for row in rows] == [
        (review.id, DAY, "", 3),
        (review.id, DAY, "a.example", 1),
    ]


def test_only_what_readers_can_see_is_counted(session: Session) -> None:
    make_review(session, slug="draft", status=ReviewStatus.DRAFT)
    make_review(session, slug="soon", published_at=utcnow() + timedelta(days=1))
    make_review(session, slug="gone", deleted_at=utcnow())

    write(session, read_of(*((slug, "") for slug in ("draft", "soon", "gone", "none"))))

    assert session.scalar(select(func.count()).select_from(ReadCount)) == 0


def test_a_day_has_room_for_so_many_sources(session: Session) -> None:
    make_review(session, slug="rush")
    write(session, read_of(("rush", "known.example")))
    flood = [("rush", f"s{number}.example") for number in range(MOST_SOURCES + 50)]

    write(session, read_of(*flood, ("rush", "known.example"), ("rush", "")))

    counts = dict(session.execute(select(ReadCount.source, ReadCount.reads)).all())
    assert len(counts) == MOST_SOURCES + 2
    assert counts["known.example"] == 2
    assert counts[""] == 1
    assert counts[OTHERS] == 51


def test_searches_add_up_and_the_last_says_what_is_found(session: Session) -> None:
    for found in (0, 4):
        batch = Batch()
        batch.add_search("odd man", found)
        write(session, batch)

    row = session.scalars(select(SearchCount)).one()
    assert (row.words, row.times, row.found) == ("odd man", 2, 4)


def test_a_day_has_room_for_so_many_searches(session: Session) -> None:
    batch = Batch()
    for number in range(MOST_SEARCHES + 20):
        batch.add_search(f"w{number}", 0)

    write(session, batch)

    assert session.scalar(select(func.count()).select_from(SearchCount)) == 500


def test_readers_of_all_processes_are_one_crowd(session: Session) -> None:
    for bits in (0b0011, 0b0110):
        batch = Batch()
        batch.add_reader("/feed.xml", bits)
        batch.add_claim("/feed.xml", Claim("Feedly", bits))
        write(session, batch)

    rows = session.scalars(select(FeedCount).order_by(FeedCount.service)).all()
    assert [(row.service, row.readers) for row in rows] == [("", 3), ("Feedly", 6)]


def test_counting_throws_no_page_away(session: Session) -> None:
    make_review(session, slug="rush")
    changed = select(Freshness.changed).where(Freshness.scope == COUNTER)
    before = session.scalar(changed)

    batch = read_of(("rush", ""))
    batch.add_search("odd", 0)
    batch.add_reader("/feed.xml", 1)
    write(session, batch)

    assert session.scalar(changed) == before

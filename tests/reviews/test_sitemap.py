"""Every public page that reviews bring about."""

from datetime import timedelta

from sqlalchemy.orm import Session

from reviewblog.reviews.models import ReviewStatus
from reviewblog.reviews.sitemap import PageChange, PageKind, count_pages, list_pages
from tests.factories import LONG_AGO, make_person, make_review, make_work


def test_list_pages_takes_the_newest_change(session: Session) -> None:
    make_person(session, "Orson Welles", slug="welles")
    work = make_work(session, slug="kane", cast=("Orson Welles",))
    later = LONG_AGO + timedelta(days=1)
    make_review(session, work=work, slug="first", tags=["crime"])
    make_review(session, work=work, slug="second", updated_at=later)
    make_review(session, work=work, slug="draft", status=ReviewStatus.DRAFT)

    pages = list_pages(session, at=LONG_AGO, limit=9)

    assert pages == [
        PageChange(PageKind.PERSON, "welles", later),
        PageChange(PageKind.REVIEW, "first", LONG_AGO),
        PageChange(PageKind.REVIEW, "second", later),
        PageChange(PageKind.TAG, "crime", LONG_AGO),
        PageChange(PageKind.WORK, "kane", later),
    ]
    assert count_pages(session, at=LONG_AGO) == 5


def test_list_pages_comes_in_parts(session: Session) -> None:
    for slug in ("a", "b", "c"):
        make_review(session, slug=slug)

    part = list_pages(session, at=LONG_AGO, limit=2, offset=2)

    assert [page.slug for page in part] == ["c"]


def test_a_part_may_begin_and_end_within_kinds(session: Session) -> None:
    work = make_work(session, slug="kane", cast=("A", "B"))
    for slug in ("first", "second"):
        make_review(session, work=work, slug=slug, tags=["crime"])
    whole = list_pages(session, at=LONG_AGO, limit=9)

    parts = [
        list_pages(session, at=LONG_AGO, limit=size, offset=offset)
        for size in range(1, 5)
        for offset in range(0, len(whole), size)
    ]

    assert [page.kind for page in whole] == sorted(page.kind for page in whole)
    assert len(whole) == count_pages(session, at=LONG_AGO) == 6
    assert [page for part in parts for page in part] == [*whole] * 4

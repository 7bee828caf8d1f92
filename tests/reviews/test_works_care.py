"""What reviews show of works that are corrected and merged."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.errors import ConflictError
from reviewblog.reviews.inventory import (
    Missing,
    count_works,
    find_doubles,
    find_work_by_id,
    list_works,
)
from reviewblog.reviews.models import Review
from reviewblog.reviews.works_care import (
    WorkRefusedError,
    change_work,
    merge_works,
    would_be,
)
from reviewblog.works.facts import facts_of
from reviewblog.works.models import Work
from tests.factories import LONG_AGO, make_review, make_work
from tests.reviews.drafts import make_draft, write
from tests.searching import found_in_index

LATER = LONG_AGO + timedelta(days=1)


def work_of(session: Session, review: Review) -> Work:
    work = find_work_by_id(session, review.work_id)
    assert work is not None
    return work


def test_a_correction_is_found_and_told_to_feeds(session: Session) -> None:
    review = write(session, make_draft())
    facts = replace(facts_of(work_of(session, review)), original_title="Ruée")

    change_work(session, review.work_id, facts, at=LATER)
    session.commit()

    assert found_in_index(session, "ruée") == {review.id}
    updated = select(Review.updated_at).where(Review.id == review.id)
    assert session.scalar(updated) == LATER


def test_a_work_does_not_become_one_that_is_known(session: Session) -> None:
    one = write(session, make_draft())
    other = write(session, make_draft(release_year=1992))
    facts = facts_of(work_of(session, one))

    with pytest.raises(WorkRefusedError, match="merge the two"):
        change_work(session, other.work_id, facts, at=LATER)
    with pytest.raises(WorkRefusedError, match="title"):
        change_work(session, one.work_id, replace(facts, title=""), at=LATER)


def test_merging_moves_the_reviews_and_does_what_was_shown(session: Session) -> None:
    kept = write(session, make_draft())
    lost = write(session, make_draft(release_year=1992, writers=("Pete Dexter",)))
    shown = would_be(work_of(session, lost), work_of(session, kept))

    label, work = merge_works(session, lost.work_id, kept.work_id, at=LATER)
    session.commit()

    assert label == "Rush"
    assert facts_of(work) == shown
    about = select(Review.id).where(Review.work_id == work.id)
    assert set(session.scalars(about)) == {kept.id, lost.id}
    assert found_in_index(session, "dexter") == {kept.id, lost.id}
    assert session.scalars(select(Work.id)).all() == [work.id]


def test_merging_with_itself_or_nothing_is_refused(session: Session) -> None:
    work = make_work(session)

    with pytest.raises(ConflictError):
        merge_works(session, work.id, work.id, at=LATER)
    with pytest.raises(ConflictError):
        merge_works(session, work.id, work.id + 1, at=LATER)


def test_works_that_lack_a_fact_are_found(session: Session) -> None:
    full = make_work(
        session, title="A", directors=("A",), cast=("B",), countries=("C",)
    )
    bare = make_work(session, title="B", release_year=None, runtime_minutes=None)
    make_review(session, work=full)

    for fact in Missing:
        [listed] = list_works(session, "", fact, limit=9)
        assert listed.work.id == bare.id
        assert set(listed.missing) == set(Missing)
    assert count_works(session, "") == 2
    assert [each.reviews for each in list_works(session, "", limit=9)] == [1, 0]


def test_doubles_share_a_title_or_an_identifier(session: Session) -> None:
    work = make_work(session, title="Solaris", imdb_id="tt0069293")
    same = make_work(session, title="Solaris", release_year=None)
    elsewhere = make_work(session, title="Solyaris", imdb_id="tt0069293")
    make_work(session, title="Stalker")
    untitled = make_work(session, title="")
    make_work(session, title="")

    assert [each.id for each in find_doubles(session, work, limit=9)] == [
        same.id,
        elsewhere.id,
    ]
    assert not find_doubles(session, untitled, limit=9)

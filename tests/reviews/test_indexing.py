"""The index follows what reviews say."""

import sqlite3
from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy import make_url, select, update
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.reviews.indexing import (
    count_stale,
    index_person,
    index_reviews,
    index_stale,
    index_tag,
    index_work,
    rebuild,
)
from reviewblog.reviews.models import Review, Tag
from reviewblog.reviews.rendering import rerender_stale
from reviewblog.search.models import SearchEntry
from reviewblog.works.facts import Billing
from reviewblog.works.models import Person
from tests.factories import make_review, make_work
from tests.reviews.drafts import make_draft, rewrite, write
from tests.searching import found_in_index
from tests.statements import counted_statements


@pytest.mark.parametrize(
    "typed",
    [
        '"rush or the sofa"',
        "rush",
        "hast",
        "zanuck",
        "dexter",
        "jason patric",
        '"two officers"',
        "crime",
        "police",
        "footnoted",
    ],
)
def test_a_new_review_is_found_by_everything_in_it(
    session: Session, typed: str
) -> None:
    draft = make_draft(
        title="Rush, or the sofa",
        original_title="Hast",
        writers=("Pete Dexter",),
        dek="Two officers take their work home.",
        body="*Rush* (1991) is about the police.[^1]\n\n[^1]: Footnoted.",
        tags=("crime",),
    )

    review = write(session, draft)

    assert found_in_index(session, typed) == {review.id}


def test_what_a_spoiler_hides_is_not_found(session: Session) -> None:
    review = write(
        session,
        make_draft(body="A sofa.\n\n>!Rosebud!<\n\n::: spoiler End\nSledge.\n:::\n"),
    )

    assert found_in_index(session, "sofa") == {review.id}
    assert (
        found_in_index(session, "rosebud") == found_in_index(session, "sledge") == set()
    )
    assert found_in_index(session, "spoiler") == set()


@pytest.mark.parametrize(
    ("edit", "gone", "new"),
    [
        ({"title": "Sofa"}, "nothinghere", "sofa"),
        ({"body": "A sofa."}, "police", "sofa"),
        ({"dek": "A sofa."}, "officers", "sofa"),
        ({"tags": ("sofa",)}, "crime", "sofa"),
        ({"directors": ("Ann Sofa",)}, "zanuck", "sofa"),
        ({"cast": (Billing("Ann Sofa"),)}, "patric", "sofa"),
    ],
)
def test_a_rewritten_review_is_found_by_what_it_says_now(
    session: Session, edit: dict[str, object], gone: str, new: str
) -> None:
    review = write(
        session,
        make_draft(dek="Two officers.", body="The police.", tags=("crime",)),
    )

    rewrite(session, review, **edit)

    assert found_in_index(session, gone) == set()
    assert found_in_index(session, new) == {review.id}


def test_a_corrected_film_is_found_through_all_its_reviews(session: Session) -> None:
    first = write(session, make_draft(title="A first look"))
    second = write(session, make_draft(title="A second look"))

    rewrite(session, second, directors=("Lili Zanuck-Fini",))

    assert first.work_id == second.work_id
    assert found_in_index(session, "zanuck-fini") == {first.id, second.id}


def test_rendering_anew_indexes_anew(session: Session) -> None:
    review = write(session, make_draft(body="A sofa."))
    session.execute(update(Review).values(renderer_version=0))
    session.execute(update(SearchEntry).values(body=""))
    session.commit()

    with transaction(session):
        rerender_stale(session, limit=10)

    assert found_in_index(session, "sofa") == {review.id}


def test_a_person_of_another_name_is_found_by_it(session: Session) -> None:
    work = make_work(session, cast=("Toshiro Mifune",))
    review = make_review(session, work=work)
    session.execute(update(Person).values(name="Mifune Toshirō"))

    index_person(session, session.scalars(select(Person.id)).one())

    assert found_in_index(session, '"mifune toshiro"') == {review.id}


def test_a_tag_of_another_name_is_found_by_it(session: Session) -> None:
    review = make_review(session, tags=["noir"])
    session.execute(update(Tag).values(name="film noir"))

    index_tag(session, session.scalars(select(Tag.id)).one())

    assert found_in_index(session, '"film noir"') == {review.id}


def test_a_work_is_indexed_with_all_its_reviews(session: Session) -> None:
    work = make_work(session, title="Playtime")
    reviews = [make_review(session, work=work) for _ in range(2)]
    make_review(session)

    index_work(session, work.id)

    assert found_in_index(session, "playtime") == {review.id for review in reviews}


def test_a_few_reviews_are_indexed_and_no_others(session: Session) -> None:
    first, second, _ = (make_review(session, title="Snow") for _ in range(3))

    index_reviews(session, [first.id, second.id])

    assert found_in_index(session, "snow") == {first.id, second.id}


def test_stale_entries_are_caught_up_with_some_at_a_time(session: Session) -> None:
    reviews = [make_review(session, title="Snow") for _ in range(3)]
    index_reviews(session, [review.id for review in reviews])
    session.execute(update(SearchEntry).values(version=0, title=""))
    make_review(session, title="Snow")

    assert count_stale(session) == 4
    assert [index_stale(session, limit=3) for _ in range(3)] == [3, 1, 0]
    assert count_stale(session) == 0
    assert len(found_in_index(session, "snow")) == 4


def test_an_index_that_lacks_nothing_is_not_compared(
    app: Flask, session: Session
) -> None:
    """Every start asks. Comparing reads whatever lies between the numbers: texts."""
    review = make_review(session, title="Snow")
    index_reviews(session, [review.id])

    with counted_statements(app) as sent:
        assert index_stale(session, limit=3) == 0

    reviews, fresh = sent
    if session.get_bind().dialect.name == "sqlite":
        ask = session.connection().exec_driver_sql
        plans = [
            *ask(f"EXPLAIN QUERY PLAN {reviews}"),
            *ask(f"EXPLAIN QUERY PLAN {fresh}", (1,)),
        ]
        assert all("USING COVERING INDEX" in step for *_, step in plans)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_entry_without_a_review_hides_no_review_without_an_entry(
    session: Session, database_url: str
) -> None:
    """The shell of SQLite leaves entries behind: it does not follow foreign keys."""
    gone, left = (make_review(session, title="Snow") for _ in range(2))
    index_reviews(session, [gone.id])
    session.commit()
    with closing(sqlite3.connect(str(make_url(database_url).database))) as shell, shell:
        shell.execute("DELETE FROM review WHERE id = ?", (gone.id,))

    assert index_stale(session, limit=3) == 1
    assert left.id in found_in_index(session, "snow")


def test_rebuild_repairs_whatever_the_index_says(session: Session) -> None:
    review = make_review(session, title="Snow")
    index_reviews(session, [review.id])
    session.execute(update(SearchEntry).values(title=" ¶ rain ¶ "))

    rebuild(session)

    assert found_in_index(session, "snow") == {review.id}
    assert found_in_index(session, "rain") == set()

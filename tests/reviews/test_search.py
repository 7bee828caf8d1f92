"""Which reviews a reader finds, in which order, and what is shown of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.reviews.indexing import index_stale
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.search import Hits, find, list_occurring
from reviewblog.search.highlights import Segment
from reviewblog.search.index import clear
from reviewblog.search.query import read_query
from tests.factories import LONG_AGO, make_review, make_work
from tests.statements import counted_statements


def add(session: Session, **values: Any) -> Review:
    """Make a review and index it."""
    if text := values.pop("text", ""):
        values["body_html"] = f"<p>{text}</p>"
    of_work = {name: values.pop(name) for name in WORK_FIELDS & values.keys()}
    review = make_review(session, work=make_work(session, **of_work), **values)
    index_stale(session, limit=10)
    session.commit()
    return review


WORK_FIELDS = {"directors", "writers", "cast", "film", "original_title"}


def look(
    session: Session,
    typed: str,
    *,
    limit: int = 20,
    offset: int = 0,
    at: Any = LONG_AGO,
) -> Hits:
    return find(session, read_query(typed), at=at, limit=limit, offset=offset)


def ids(hits: Hits) -> list[int]:
    return [hit.review.id for hit in hits.items]


def spelt(segments: Sequence[Segment]) -> str:
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in segments)


@pytest.mark.parametrize(
    ("overrides", "is_found"),
    [
        ({}, True),
        ({"status": ReviewStatus.DRAFT}, False),
        ({"published_at": LONG_AGO + timedelta(seconds=1)}, False),
        ({"deleted_at": LONG_AGO}, False),
    ],
)
def test_only_what_a_reader_may_see_is_found_and_counted(
    session: Session, overrides: dict[str, Any], *, is_found: bool
) -> None:
    review = add(session, title="Snow", **overrides)

    hits = look(session, "snow")

    assert ids(hits) == [review.id] * is_found
    assert hits.total == is_found
    assert bool(list_occurring(session, read_query("snow"), at=LONG_AGO)) == is_found


def test_a_scheduled_review_is_found_once_its_time_has_come(session: Session) -> None:
    later = LONG_AGO + timedelta(days=1)
    review = add(session, title="Snow", published_at=later)

    assert ids(look(session, "snow", at=later)) == [review.id]


def test_what_was_found_is_remembered_until_readers_see_something_else(
    app: Flask, session: Session
) -> None:
    review = add(session, title="Snow", text="It snows.")
    first = look(session, "snow")
    with counted_statements(app) as again:
        second = look(session, "snow")
    add(session, title="Snow again")
    third = look(session, "snow")
    review.status = ReviewStatus.DRAFT
    session.commit()

    assert first == second
    assert not [statement for statement in again if "MATCH" in statement]
    assert (third.total, look(session, "snow").total) == (2, 1)


def test_what_the_index_learns_late_is_found_at_once(session: Session) -> None:
    make_review(session, title="Snow")
    before = look(session, "snow")

    index_stale(session, limit=1)
    session.commit()

    assert (before.total, look(session, "snow").total) == (0, 1)


def test_what_the_index_has_lost_is_left_out(session: Session) -> None:
    add(session, title="Snow")
    look(session, "snow")

    clear(session)

    assert look(session, "snow").items == []


def test_better_answers_come_first_whenever_they_were_written(
    session: Session,
) -> None:
    reviews = [
        add(session, title=title, text=text, published_at=days_ago(days), **credits_)
        for days, (title, text, credits_) in enumerate(
            [
                ("A", "Heat.", {}),
                ("B", "-", {"directors": ("Ann Heat",)}),
                ("Body Heat", "-", {}),
                ("Heat", "-", {}),
            ]
        )
    ]

    assert ids(look(session, "heat")) == [review.id for review in reversed(reviews)]


def test_the_beginning_of_a_name_comes_after_a_tag_or_dek_that_has_the_word(
    session: Session,
) -> None:
    begins_title, in_dek, begins_name, in_text = (
        add(session, title=title, dek=dek, text=text, cast=cast, published_at=LONG_AGO)
        for title, dek, text, cast in [
            ("Warlock", "", "-", ()),
            ("A", "The war goes on.", "-", ()),
            ("B", "", "-", ("Ward Bond",)),
            ("C", "", "After the war.", ()),
        ]
    )

    assert ids(look(session, "war")) == [
        each.id for each in (begins_title, in_dek, begins_name, in_text)
    ]


def test_answers_that_are_as_good_come_newest_first(session: Session) -> None:
    older = add(session, text="Snow.", published_at=days_ago(2))
    newest = add(session, text="Snow.", published_at=days_ago(0))
    newer = [add(session, text="Snow.", published_at=days_ago(1)) for _ in range(2)]

    hits = look(session, "snow")

    assert ids(hits) == [newest.id, newer[1].id, newer[0].id, older.id]


def test_texts_are_ranked_only_where_titles_do_not_fill_the_page(
    app: Flask, session: Session
) -> None:
    add(session, title="Snow", text="Snow falls.")
    add(session, title="Rain", text="Snow at last.")
    for _ in range(3):
        add(session, text="A clock.")
    # Finds out what is common.
    look(session, "hail")

    def statements(limit: int) -> int:
        with counted_statements(app) as sent:
            assert look(session, "snow", limit=limit).total == 2
        return sum("search_" in statement for statement in sent)

    # The texts that are shown are asked for in any case.
    assert (statements(1), statements(2)) == (2, 3)


def test_pages_continue_one_another_across_tiers(session: Session) -> None:
    for title, text in [("Snow", "-"), ("A", "Snow."), ("Snow", "-"), ("B", "Snows.")]:
        add(session, title=title, text=text)

    pages = [look(session, "snow", limit=2, offset=offset) for offset in (0, 2, 4)]

    assert ids(pages[0]) + ids(pages[1]) == ids(look(session, "snow"))
    assert ids(pages[2]) == []
    assert [page.total for page in pages] == [4, 4, 4]


def test_what_was_looked_for_is_marked_wherever_it_shows(session: Session) -> None:
    add(
        session,
        title="Kurosawa’s glass",
        original_title="Glas",
        directors=("Akira Kurosawa",),
        writers=("Shinobu Hashimoto", "Akira Kurosawa"),
        cast=("Ann Glass as Snow", "Ben Glass as Rain"),
        tags=["glass", "rain"],
        dek="Of glass.",
    )

    [hit] = look(session, "glas kurosawa").items

    assert spelt(hit.title) == "[Kurosawa]’s [glass]"
    assert spelt(hit.film).startswith("Film ")
    assert spelt(hit.original) == "[Glas]"
    assert [spelt(name) for name in hit.directors] == ["Akira [Kurosawa]"]
    assert [spelt(name) for name in hit.others] == ["Ann [Glass]", "Ben [Glass]"]
    assert [spelt(name) for name in hit.tags] == ["[glass]"]
    assert spelt(hit.excerpt) == "Of [glass]."


def test_what_was_not_looked_for_is_left_out(session: Session) -> None:
    work = make_work(session, title="Snow", original_title="Neige", cast=("Ann Rain",))
    make_review(session, title="Snow", work=work, tags=["rain"])
    index_stale(session, limit=1)
    session.commit()

    [hit] = look(session, "snow").items

    assert hit.film == hit.original == ()
    assert hit.others == hit.tags == []


def test_an_excerpt_gives_no_spoiler_away(session: Session) -> None:
    hidden = '<span class="spoiler-inline">Rosebud</span>'
    add(session, dek="-", text=f"In snow it is {hidden}.")

    [hit] = look(session, "snow").items

    assert spelt(hit.excerpt) == "In [snow] it is [spoiler]."


def test_nothing_typed_finds_nothing(session: Session) -> None:
    add(session, text="Snow.")

    assert look(session, "") == look(session, "***") == Hits((), 0)


def test_the_terms_that_occur_are_listed_as_typed(session: Session) -> None:
    add(session, text="Deep snow.")
    add(session, text="A clock tower.")

    query = read_query('Snow? rain "clock tower" "tower clock"')

    listed = list_occurring(session, query, at=LONG_AGO)

    assert [term.typed for term in listed] == ["Snow", "clock tower"]


@pytest.mark.parametrize("typed", ["snow", '"deep snow" clo mifu', "nothing of it"])
def test_the_statements_do_not_grow_with_what_is_found(
    app: Flask, session: Session, typed: str
) -> None:
    add_many(session, 1)
    with counted_statements(app) as for_few:
        look(session, typed)
    add_many(session, 11)
    with counted_statements(app) as for_many:
        look(session, typed)

    assert len(for_many) == len(for_few)


def add_many(session: Session, count: int) -> None:
    for _ in range(count):
        add(
            session,
            text="Deep snow on a clock.",
            cast=("Toshirō Mifune", "Ann Rain"),
            tags=["winter"],
        )


def days_ago(days: int) -> datetime:
    return LONG_AGO - timedelta(days=days)

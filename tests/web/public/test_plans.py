"""No public page walks through a big table: SQLite's plans tell."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from reviewblog.comments.models import CommentStatus
from reviewblog.comments.openness import next_closing
from reviewblog.comments.threads import thread_on
from reviewblog.extensions import db
from tests.factories import (
    LONG_AGO,
    make_comment,
    make_person,
    make_review,
    make_work,
)
from tests.statements import counted_statements

BIG = (
    *("review", "comment", "work", "person", "credit", "review_tag", "work_country"),
    *("search_entry", "revision", "former_slug"),
)
# A walk through an index that holds all that is asked for is fast enough.
WALK = re.compile(rf"^SCAN ({'|'.join(BIG)})(?! USING COVERING INDEX)\b")
BY_INDEX = "SEARCH comment USING COVERING INDEX"
ANSWERS_BY_INDEX = "SEARCH comment_1 USING COVERING INDEX"
READS_REVIEWS = re.compile(r"^(SCAN|SEARCH) review\b(?! USING COVERING INDEX)")
PAGES = (
    "/",
    "/?page=2",
    "/reviews/",
    "/reviews/?grade=B",
    "/reviews/?decade=1990&tag=crime",
    "/reviews/?director=the-person&year=1991",
    "/reviews/?kind=film&country=france",
    "/reviews/?sort=title",
    "/reviews/?sort=year",
    "/reviews/?sort=grade",
    "/reviews/the-page/",
    "/people/",
    "/people/the-person/",
    "/works/",
    "/works/the-work/",
    "/tags/",
    "/tags/crime/",
    "/grades/",
    "/grades/changed/",
    "/search?q=the",
    "/feed.xml",
    "/feed.xml?archive=1",
    "/reviews/feed.xml?grade=B&director=the-person",
    "/tags/crime/feed.xml",
    "/people/the-person/feed.xml",
    "/comments/feed.xml",
    "/reviews/the-page/comments/feed.xml",
)


# The plans are SQLite's; PostgreSQL counts rows before it chooses.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def reviews(session: Session) -> None:
    person = make_person(session, "The Person", slug="the-person")
    work = make_work(
        session, slug="the-work", directors=(person.name,), countries=("France",)
    )
    page = make_review(
        session, work=work, slug="the-page", grade="B", tags=["crime"], id=1
    )
    make_review(session, work=work, grade="A")
    make_comment(session, review=page, status=CommentStatus.APPROVED)
    for _ in range(30):
        make_review(session, grade="C", tags=["crime"])


@contextmanager
def noted_walks(app: Flask) -> Iterator[list[str]]:
    """Collect the walks that SQLite plans in the meantime."""
    walks: list[str] = []

    def explain(
        connection: Connection, _: object, statement: str, values: Any, *__: object
    ) -> None:
        if statement.startswith(("SELECT", "WITH")):
            cursor = connection.connection.cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            steps = [row[3] for row in cursor.fetchall()]
            walks.extend(f"{s}: {statement}" for s in steps if WALK.match(s))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield walks
    finally:
        event.remove(engine, "before_cursor_execute", explain)


@pytest.mark.usefixtures("reviews")
def test_no_page_walks_through_a_big_table(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("session", "anybody's own")
    walked = {}

    for page in PAGES:
        with noted_walks(app) as walks:
            assert client.get(page).status_code == 200, page
        walked[page] = walks

    assert {page: walks for page, walks in walked.items() if walks} == {}


@pytest.mark.usefixtures("reviews")
def test_when_comments_close_next_is_not_looked_for_in_every_review(
    app: Flask, session: Session
) -> None:
    with counted_statements(app) as sent:
        next_closing(session, at=LONG_AGO)
    [asked] = [each for each in sent if "min(review.comments_close_at)" in each]

    assert steps_of(session, asked, "published", "2026-01-01") == [
        "SEARCH review USING INDEX ix_review_closing (comments_close_at>?)"
    ]


def test_a_thread_is_found_whatever_waits_beside_it(
    app: Flask, session: Session
) -> None:
    review = make_review(session)

    with counted_statements(app) as sent:
        thread_on(session, review, writer_hash="somebody")
    [asked] = [each for each in sent if "FROM comment" in each]

    assert [step for step in plan(session, asked) if step.startswith("SEARCH com")] == [
        "SEARCH comment USING INTEGER PRIMARY KEY (rowid=?)",
        f"{BY_INDEX} ix_comment_thread (review_id=? AND status=?)",
        "SEARCH comment USING INDEX ix_comment_writer_hash (writer_hash=?)",
        f"{ANSWERS_BY_INDEX} ix_comment_answered (review_id=? AND parent_id>?)",
        "SEARCH comment USING INTEGER PRIMARY KEY (rowid=?)",
    ]


@pytest.mark.usefixtures("reviews")
@pytest.mark.parametrize("page", ["/reviews/", "/reviews/?kind=film", "/people/"])
def test_the_archive_is_counted_without_a_look_at_its_texts(
    app: Flask, session: Session, page: str
) -> None:
    with counted_statements(app) as sent:
        assert app.test_client().get(page).status_code == 200
    counts = [each for each in sent if "count(" in each]

    steps = [step for each in counts for step in plan(session, each)]
    assert [step for step in steps if READS_REVIEWS.match(step)] == []
    assert any("review USING COVERING INDEX" in step for step in steps)


def plan(session: Session, statement: str) -> list[str]:
    # Only by the value of a status can SQLite tell that an index is narrow enough.
    return steps_of(session, statement, *["published"] * statement.count("?"))


def steps_of(session: Session, statement: str, *values: object) -> list[str]:
    explained = session.connection().exec_driver_sql(
        f"EXPLAIN QUERY PLAN {statement}", values
    )
    return [row[3] for row in explained]

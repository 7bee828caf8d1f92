"""Every change that readers could see is counted, within its scope and no wider."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.freshness import (
    Freshness,
    SqliteCounter,
    changes_since,
    counter_of,
)
from reviewblog.reviews.corrections import Correction
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.publication_models import Origin
from reviewblog.site.defaults import get_site
from tests.databases import engine_for
from tests.factories import LONG_AGO, make_comment, make_review, make_tag, make_work

WATCHED_TABLES = {
    "account": {"update"},
    "comment": {"insert", "update", "delete"},
    "correction": {"insert", "update", "delete"},
    "credit": {"insert", "update", "delete"},
    "grade": {"update"},
    "grade_scale": {"insert", "update"},
    "origin": {"insert", "update", "delete"},
    "page": {"insert", "update", "delete"},
    "person": {"update"},
    "review_list": {"insert", "update", "delete"},
    "picture": {"update"},
    "pin": {"insert", "update", "delete"},
    "review": {"insert", "update", "delete"},
    "review_tag": {"insert", "delete"},
    "site": {"update"},
    "still": {"insert", "update", "delete"},
    "tag": {"update"},
    "work": {"update"},
    "work_country": {"insert", "update", "delete"},
}


def changed_by(session: Session, change: Callable[[], object]) -> set[str]:
    """Return the scopes that a change touches."""
    engine = session.get_bind()
    before = session.scalars(select(Freshness.changed).where(Freshness.scope == ""))
    counter = before.one()
    change()
    session.commit()
    return {change.scope for change in changes_since(engine, counter)}  # type: ignore[arg-type]


@pytest.fixture
def review(session: Session) -> Review:
    work = make_work(session, directors=("Agnès Varda",), countries=("France",))
    return make_review(session, work=work, tags=["city"], grade="B")


def test_every_watched_table_has_its_triggers(session: Session) -> None:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if session.get_bind().dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )

    names = set(session.scalars(text(query)))

    expected = {
        f"watch_{table}_{event}"
        for table, events in WATCHED_TABLES.items()
        for event in events
    }
    assert expected <= names


@pytest.mark.parametrize(
    "change",
    [
        lambda review: setattr(review, "title", "Cleo"),
        lambda review: setattr(review, "body_html", "<p>New</p>"),
        lambda review: setattr(review, "status", ReviewStatus.DRAFT),
        lambda review: setattr(review, "deleted_at", LONG_AGO),
        lambda review: setattr(review, "published_at", LONG_AGO + timedelta(1)),
        lambda review: setattr(review, "grade_id", None),
        lambda review: setattr(review.work, "runtime_minutes", 90),
        lambda review: setattr(review.work.credits[0], "character", "herself"),
        lambda review: setattr(review.work.credits[0].person, "name", "A. Varda"),
        lambda review: review.work.countries.clear(),
        lambda review: review.tags.clear(),
        lambda review: setattr(review.tags[0], "name", "cities"),
        lambda review: setattr(review.author, "display_name", "Somebody Else"),
        lambda review: setattr(review.grade, "meaning", "Fine."),
    ],
)
def test_a_change_of_a_public_review_is_counted(
    session: Session, review: Review, change: Callable[[Review], object]
) -> None:
    assert changed_by(session, lambda: change(review)) == {"reviews"}


def test_a_new_public_review_is_counted(session: Session, review: Review) -> None:
    def publish_another() -> None:
        make_review(session, work=review.work, author=review.author)

    assert changed_by(session, publish_another) == {"reviews"}


def test_what_is_said_beside_a_review_is_counted(
    session: Session, review: Review
) -> None:
    def note() -> None:
        session.execute(
            insert(Origin),
            {"review_id": review.id, "outlet": "The Daily", "link": ""},
        )

    def correct() -> None:
        session.execute(
            insert(Correction),
            {
                "review_id": review.id,
                "corrected_on": LONG_AGO.date(),
                "text": "It was 1962.",
                "created_at": LONG_AGO,
            },
        )

    def forget() -> None:
        session.execute(delete(Origin))

    changes = (note, correct, forget)
    assert [changed_by(session, change) for change in changes] == [{"reviews"}] * 3


def test_a_draft_changes_no_page(session: Session) -> None:
    def write() -> None:
        draft = make_review(session, status=ReviewStatus.DRAFT, published_at=None)
        draft.body_html = "<p>Better</p>"
        draft.work.runtime_minutes = 99
        draft.tags.append(make_tag(session, "late"))

    assert changed_by(session, write) == set()


def test_settings_are_on_every_page(session: Session) -> None:
    def rename() -> None:
        get_site(session).title = "Row K"

    assert changed_by(session, rename) == {"reviews"}


def test_an_approved_comment_changes_its_own_review(
    session: Session, review: Review
) -> None:
    comment = make_comment(session, review=review)

    def approve() -> None:
        comment.status = CommentStatus.APPROVED
        review.comment_count = 1

    assert changed_by(session, approve) == {"comments", f"comments-{review.id}"}


def test_a_waiting_comment_changes_no_page(session: Session, review: Review) -> None:
    def submit() -> None:
        comment = make_comment(session, review=review)
        comment.status = CommentStatus.SPAM

    assert changed_by(session, submit) == set()


def test_removing_a_public_comment_is_counted(session: Session, review: Review) -> None:
    comment = make_comment(session, review=review, status=CommentStatus.APPROVED)

    def remove() -> None:
        session.delete(session.get_one(Comment, comment.id))

    assert changed_by(session, remove) == {"comments", f"comments-{review.id}"}


def test_the_counter_is_read_the_same_way_everywhere(
    session: Session, review: Review
) -> None:
    read = counter_of(session.get_bind())  # type: ignore[arg-type]
    before, _ = read()

    review.title = "Cleo"
    session.commit()

    assert read()[0] == before + 1


def test_a_change_is_dated(session: Session, review: Review) -> None:
    before = utcnow() - timedelta(seconds=2)
    counter, _ = counter_of(session.get_bind())()  # type: ignore[arg-type]
    review.title = "Cleo"
    session.commit()

    [change] = changes_since(session.get_bind(), counter)  # type: ignore[arg-type]

    assert change.at
    assert before <= change.at <= utcnow() + timedelta(seconds=2)


def test_a_counter_survives_that_its_connections_are_cut(
    session: Session, review: Review
) -> None:
    read = counter_of(session.get_bind())  # type: ignore[arg-type]
    before, _ = read()
    review.title = "Cleo"
    session.commit()
    if session.get_bind().dialect.name == "postgresql":
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        reading = "query LIKE 'SELECT changed FROM freshness%'"
        mine = "pid <> pg_backend_pid() AND datname = current_database()"
        session.execute(text(f"{others} WHERE {reading} AND {mine}"))
        session.commit()

    assert [read()[0], read()[0]] == [before + 1, before + 1]


def test_a_counter_whose_server_was_started_anew_fails_as_callers_expect(
    own_engine: Engine,
) -> None:
    """What the pool has kept is as dead as the counter's own connection."""
    read = counter_of(own_engine)
    before, _ = read()
    kept = [own_engine.connect() for _ in range(3)]
    for connection in kept:
        connection.close()
    cut_all_connections(own_engine)

    with suppress(SQLAlchemyError):
        read()

    assert [read()[0], read()[0]] == [before, before]


def cut_all_connections(engine: Engine) -> None:
    """Do to connections what starting PostgreSQL anew does; SQLite has no server."""
    if engine.dialect.name != "postgresql":
        return
    mine = "pid <> pg_backend_pid() AND datname = current_database()"
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {mine}"
    url = engine.url.render_as_string(hide_password=False)
    with engine_for(url) as another, another.connect() as connection:
        connection.execute(text(cut))


def test_each_thread_reads_for_itself(session: Session, review: Review) -> None:
    read = counter_of(session.get_bind())  # type: ignore[arg-type]
    expected = read()

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: read(), range(40))) == {expected}


def test_a_counter_of_sqlite_reads_where_there_is_no_log(tmp_path: Path) -> None:
    path = tmp_path / "plain.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE freshness (scope, changed, changed_at)")
        connection.execute("INSERT INTO freshness VALUES ('', 1, 'then')")
        connection.commit()
        read = SqliteCounter(str(path))
        numbers = [read()]
        connection.execute("UPDATE freshness SET changed = 2")
        connection.commit()
        numbers.append(read())

    assert numbers == [(1, "then"), (2, "then")]


def test_a_counter_opens_again_after_it_was_let_go(
    session: Session, review: Review
) -> None:
    read = counter_of(session.get_bind())  # type: ignore[arg-type]
    before, _ = read()
    read.let_go()
    review.title = "Cleo"
    session.commit()

    assert [read()[0], read()[0]] == [before + 1] * 2

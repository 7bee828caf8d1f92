"""A site that was there before rules decided about comments."""

from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from reviewblog.schema import alembic_config
from reviewblog.site.models import CommentMode
from tests.factories import make_comment, make_review

BEFORE, AFTER = "0017", "0018"


def go(engine: Engine, revision: str) -> None:
    """Take a database to a revision, whichever way that is."""
    way = command.downgrade if revision == BEFORE else command.upgrade
    way(alembic_config(engine), revision)


def answers(engine: Engine, statement: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(statement)).scalars())


@pytest.fixture
def engine(own_engine: Engine) -> Engine:
    """A database of before, with an open review, a closed one and a comment."""
    with Session(own_engine) as session:
        opened = make_review(session, slug="open", comment_mode=CommentMode.RULES)
        make_review(session, slug="closed", comment_mode=CommentMode.CLOSED)
        make_comment(session, review=opened, body="Before all rules.")
    go(own_engine, BEFORE)
    return own_engine


def test_going_back_keeps_what_was_closed_closed(engine: Engine) -> None:
    opened = answers(engine, "SELECT slug FROM review WHERE comments_open")

    assert opened == ["open"]
    assert answers(engine, "SELECT comments_open FROM site") == [True]
    assert answers(engine, "SELECT body FROM comment") == ["Before all rules."]


@pytest.mark.parametrize(
    ("was_open", "mode"), [("true", "hold_all"), ("false", "closed")]
)
def test_an_upgrade_lets_everything_go_on_as_it_was(
    engine: Engine, was_open: str, mode: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE site SET comments_open = {was_open}"))

    go(engine, AFTER)

    by_slug = "SELECT comment_mode FROM review ORDER BY slug"
    assert answers(engine, "SELECT comment_mode FROM site") == [mode]
    assert answers(engine, by_slug) == ["closed", None]
    assert answers(engine, "SELECT comments_close_after FROM site") == [0]
    assert answers(engine, "SELECT email_hash || body_key FROM comment") == [""]
    assert answers(engine, "SELECT most_links FROM comment_rules") == [2]
    assert answers(engine, "SELECT spam + good FROM filter_corpus") == [0]


@pytest.mark.parametrize(
    ("revision", "change"),
    [
        (BEFORE, "comments_open = false"),
        (AFTER, "comment_mode = 'closed'"),
        (AFTER, "comments_close_at = published_at"),
    ],
)
def test_pages_are_made_anew_when_comments_open_or_close(
    engine: Engine, revision: str, change: str
) -> None:
    go(engine, revision)
    counter = "SELECT max(changed) FROM freshness"
    before = answers(engine, counter)

    with engine.begin() as connection:
        connection.execute(text(f"UPDATE review SET {change} WHERE slug = 'open'"))

    assert answers(engine, counter) > before

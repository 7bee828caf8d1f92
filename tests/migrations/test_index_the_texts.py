"""A site that was there before it could be searched."""

import pytest
from alembic import command
from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review
from reviewblog.schema import alembic_config
from reviewblog.search.index import load_texts
from tests.factories import make_review, make_work
from tests.searching import found_in_index

BEFORE = "0004"


@pytest.fixture
def engine(own_engine: Engine) -> Engine:
    return own_engine


@pytest.fixture
def old_review(engine: Engine) -> Review:
    """A review in a database of before."""
    with Session(engine, expire_on_commit=False) as session:
        work = make_work(
            session, original_title="Les Vacances", directors=("Jacques Tati",)
        )
        review = make_review(
            session,
            work=work,
            title="Holiday",
            dek="A sandy film.",
            tags=["summer"],
            body_html="<p>Waves and <span class='spoiler-inline'>knees</span>.</p>",
            notes_html="<p>A footnote.</p>",
        )
    command.downgrade(alembic_config(engine), BEFORE)
    return review


@pytest.mark.parametrize(
    "typed", ["holiday", "vacances", "tati", "sandy", "summer", "waves", "footnote"]
)
def test_an_upgrade_reads_what_was_there(
    engine: Engine, old_review: Review, typed: str
) -> None:
    command.upgrade(alembic_config(engine), "head")

    with Session(engine) as session:
        assert found_in_index(session, typed) == {old_review.id}


def test_an_upgrade_reads_no_spoilers(engine: Engine, old_review: Review) -> None:
    command.upgrade(alembic_config(engine), "head")

    with Session(engine) as session:
        assert found_in_index(session, "knees") == set()
        assert load_texts(session, [old_review.id]) == {
            old_review.id: "Waves and [spoiler]. A footnote."
        }


def test_a_downgrade_leaves_the_reviews_and_no_trace(
    engine: Engine, old_review: Review
) -> None:
    left = inspect(engine).get_table_names()

    with Session(engine) as session:
        assert session.scalar(select(func.count(Review.id))) == 1
    assert [name for name in left if name.startswith("search_")] == []

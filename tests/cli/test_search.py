"""The search index from the command line."""

from flask.testing import FlaskCliRunner
from sqlalchemy import update
from sqlalchemy.orm import Session

from reviewblog.cli.search import search_cli
from reviewblog.reviews.indexing import BATCH, index_stale
from reviewblog.search.models import SearchEntry
from tests.factories import make_account, make_review, make_work
from tests.searching import found_in_index


def test_rebuild_reads_every_review_anew(
    runner: FlaskCliRunner, session: Session
) -> None:
    wrong, missing = (make_review(session, title="Snow") for _ in range(2))
    index_stale(session, limit=1)
    session.execute(update(SearchEntry).values(title=" ¶ rain ¶ "))
    session.commit()

    result = runner.invoke(search_cli, ["rebuild"])

    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == "Indexed 2 reviews."
    assert found_in_index(session, "snow") == {wrong.id, missing.id}
    assert found_in_index(session, "rain") == set()


def test_rebuild_goes_on_until_all_are_read(
    runner: FlaskCliRunner, session: Session
) -> None:
    work, author = make_work(session), make_account(session)
    for _ in range(BATCH + 1):
        make_review(session, title="Snow", work=work, author=author)

    result = runner.invoke(search_cli, ["rebuild"])

    assert f"Indexed {BATCH + 1} reviews." in result.output
    assert len(found_in_index(session, "snow")) == BATCH + 1


def test_rebuild_of_an_empty_site_is_quickly_done(runner: FlaskCliRunner) -> None:
    result = runner.invoke(search_cli, ["rebuild"])

    assert result.exit_code == 0
    assert "Indexed 0 reviews." in result.output


def test_rebuild_explains_itself(runner: FlaskCliRunner) -> None:
    result = runner.invoke(search_cli, ["rebuild", "--help"])

    assert "read every review anew" in result.output

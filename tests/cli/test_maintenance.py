"""``reviewblog check`` says what is sound, and what there is to mend."""

from flask.testing import FlaskCliRunner
from sqlalchemy.orm import Session

from reviewblog.cli.maintenance import check
from tests.factories import make_person, make_review, make_work


def test_check_says_that_nothing_is_amiss(runner: FlaskCliRunner) -> None:
    said = runner.invoke(check)

    assert said.exit_code == 0
    assert "The database is sound" in said.output
    assert "Nothing is amiss in the archive." in said.output


def test_check_counts_what_there_is_to_mend(
    runner: FlaskCliRunner, session: Session
) -> None:
    work = make_work(session, release_year=None, directors=("A",), cast=("B",))
    make_review(session, work=work)
    for name in ("Agnès Varda", "Agnes Varda", "Éric Rohmer", "Eric Rohmer"):
        make_person(session, name)

    said = runner.invoke(check)

    assert said.exit_code == 0
    assert "  1 film has no year\n" in said.output
    assert "  2 names belong to two people\n" in said.output
    assert "/dashboard/check/" in said.output

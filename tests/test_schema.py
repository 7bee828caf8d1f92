"""The schema's way to its newest version, and what stops it."""

import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.db import Base
from reviewblog.errors import SchemaError
from reviewblog.schema import (
    alembic_config,
    check_integrity,
    current_revision,
    is_current,
    migrations_dir,
    newest_revision,
    prepare_database,
    revisions,
)
from tests.databases import copy_of, engine_for
from tests.factories import make_comment, make_review


@pytest.fixture
def engine(own_engine: Engine) -> Engine:
    return own_engine


@pytest.fixture
def said() -> list[str]:
    return []


def test_models_and_migrations_agree(engine: Engine) -> None:
    command.check(alembic_config(engine))


def test_the_files_name_the_revisions_in_the_order_of_alembic() -> None:
    scripts = ScriptDirectory(str(migrations_dir()))

    walked = [script.revision for script in scripts.walk_revisions()]

    assert revisions() == walked[::-1]


def test_serving_a_current_database_does_without_alembic() -> None:
    program = "import sys, reviewblog.cli; sys.exit('alembic' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_migrations_go_down_and_up_again(engine: Engine) -> None:
    config = alembic_config(engine)

    command.downgrade(config, "base")
    left = set(inspect(engine).get_table_names())
    command.upgrade(config, "head")

    assert left <= {"alembic_version"}
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


def test_prepare_leaves_a_current_database_alone(
    engine: Engine, tmp_path: Path, said: list[str]
) -> None:
    prepare_database(engine, tmp_path / "backups", at=utcnow(), tell=said.append)

    assert is_current(engine)
    assert said == []
    assert not (tmp_path / "backups").exists()


def test_prepare_refuses_a_newer_database_in_one_line(
    engine: Engine, tmp_path: Path, said: list[str]
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    try:
        with pytest.raises(SchemaError, match=r"newer reviewblog \(schema 9999\)"):
            prepare_database(engine, tmp_path, at=utcnow(), tell=said.append)
    finally:
        with engine.begin() as connection:
            connection.execute(
                text("UPDATE alembic_version SET version_num = :head"),
                {"head": newest_revision()},
            )


def test_prepare_refuses_a_database_of_somebody_else(
    tmp_path: Path, said: list[str]
) -> None:
    with engine_for(f"sqlite:///{tmp_path}/other.sqlite") as engine:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE recipes (id INTEGER)"))

        with pytest.raises(SchemaError, match="not reviewblog's"):
            prepare_database(engine, tmp_path, at=utcnow(), tell=said.append)


def test_an_older_database_is_backed_up_before_it_is_upgraded(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine_for(f"sqlite:///{tmp_path}/old.sqlite") as engine:
        prepare_database(engine, tmp_path, at=utcnow(), tell=str)
        use_newer_program(monkeypatch, tmp_path, "op.add_column('tag', NEW)")

        prepare_database(engine, tmp_path / "backups", at=utcnow(), tell=said.append)

        [backup] = (tmp_path / "backups").iterdir()
        assert stat.S_IMODE(backup.stat().st_mode) == 0o600
        assert str(backup) in said[0]
        assert is_current(engine)
    with engine_for(f"sqlite:///{backup}") as copy:
        assert current_revision(copy) != newest_revision()


def test_an_upgrade_that_fails_changes_nothing(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = newest_revision()
    use_newer_program(
        monkeypatch, tmp_path, "op.add_column('tag', NEW); raise RuntimeError('killed')"
    )

    with pytest.raises(RuntimeError, match="killed"):
        prepare_database(engine, tmp_path / "backups", at=utcnow(), tell=str)

    assert current_revision(engine) == before
    assert "later" not in {c["name"] for c in inspect(engine).get_columns("tag")}


def test_references_are_checked_also_after_an_upgrade_that_fails(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine_for(copy_of(sqlite_template, tmp_path)) as engine:
        use_newer_program(monkeypatch, tmp_path, "raise RuntimeError('killed')")
        with pytest.raises(RuntimeError, match="killed"):
            prepare_database(engine, tmp_path / "backups", at=utcnow(), tell=str)

        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_rebuilding_a_table_keeps_what_refers_to_it(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine_for(copy_of(sqlite_template, tmp_path)) as engine:
        with Session(engine) as session:
            comment_id = make_comment(session, review=make_review(session)).id
        triggers = triggers_of(engine)
        use_newer_program(monkeypatch, tmp_path, "rebuild('review')")

        prepare_database(engine, tmp_path / "backups", at=utcnow(), tell=str)

        with engine.connect() as connection:
            left = connection.execute(text("SELECT id FROM comment")).scalars().all()
        assert left == [comment_id]
        assert triggers_of(engine) == triggers


def test_a_damaged_database_is_found(tmp_path: Path) -> None:
    with engine_for(f"sqlite:///{tmp_path}/x.sqlite") as engine:
        prepare_database(engine, tmp_path, at=utcnow(), tell=str)
    with sqlite3.connect(tmp_path / "x.sqlite") as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("INSERT INTO former_slug VALUES ('a', 7, '2020-01-01')")
    raw.close()

    with (
        engine_for(f"sqlite:///{tmp_path}/x.sqlite") as engine,
        pytest.raises(SchemaError, match="former_slug"),
    ):
        check_integrity(engine)


def use_newer_program(
    monkeypatch: pytest.MonkeyPatch, folder: Path, upgrade: str
) -> None:
    """Let the program have one migration more than the database has seen."""
    newer = folder / "newer"
    shutil.copytree(migrations_dir(), newer)
    (newer / "versions" / "9999_later.py").write_text(
        f"""
import sqlalchemy as sa
from alembic import op
from reviewblog.schema import triggers_set_aside

revision = "9999"
down_revision = {newest_revision()!r}
NEW = sa.Column("later", sa.Integer())


def rebuild(name):
    wide, narrow = sa.String(400), sa.String(300)
    with triggers_set_aside(op.get_bind()), op.batch_alter_table(name) as batch:
        batch.alter_column("dek", existing_type=narrow, type_=wide)


def upgrade():
    {upgrade}
"""
    )
    monkeypatch.setattr("reviewblog.schema.migrations_dir", lambda: newer)


def triggers_of(engine: Engine) -> list[str]:
    query = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    with engine.connect() as connection:
        return list(connection.execute(query).scalars())

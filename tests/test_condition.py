"""What an owner should know before something is lost."""

import os
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.condition import Space, look_after, newest_backup
from reviewblog.config import Settings
from reviewblog.errands import Errand, lock_state
from reviewblog.schema import newest_revision

GIGABYTE = 1024**3


def test_the_newest_whole_copy_is_the_backup(tmp_path: Path) -> None:
    for name, content, age in (
        ("old.sqlite", "x", 900),
        ("new.sqlite", "x", 500),
        ("empty.sqlite", "", 10),
        (".being-written", "x", 5),
    ):
        (tmp_path / name).write_text(content)
        moment = utcnow().timestamp() - age
        os.utime(tmp_path / name, (moment, moment))
    (tmp_path / "folder").mkdir()

    newest = newest_backup(tmp_path)

    assert newest is not None
    assert newest.timestamp() == (tmp_path / "new.sqlite").stat().st_mtime


def test_a_folder_that_is_not_there_holds_no_backup(tmp_path: Path) -> None:
    assert newest_backup(tmp_path / "none") is None
    assert newest_backup(tmp_path) is None


def test_a_disk_is_short_below_a_gigabyte_or_a_twentieth() -> None:
    assert Space(free=2 * GIGABYTE, total=20 * GIGABYTE).is_good
    assert not Space(free=GIGABYTE - 1, total=2 * GIGABYTE).is_good
    assert not Space(free=2 * GIGABYTE, total=100 * GIGABYTE).is_good


def test_the_runner_is_missed_after_a_while(
    session: Session, settings: Settings
) -> None:
    at = utcnow()
    before = look_after(session, settings, at=at)
    lock_state(session, Errand.SHOW_LIFE).succeed(until=at)
    session.commit()

    seen = look_after(session, settings, at=at + timedelta(minutes=20))
    missed = look_after(session, settings, at=at + timedelta(minutes=30))

    assert not before.runner.is_good
    assert seen.runner.is_good
    assert not missed.runner.is_good
    assert missed.runner.at == at


def test_a_fresh_database_fits_and_without_mail_nothing_is_wrong(
    session: Session, settings: Settings
) -> None:
    condition = look_after(session, settings, at=utcnow())

    assert condition.schema.is_good
    assert condition.schema.current == newest_revision()
    assert condition.mail.is_good

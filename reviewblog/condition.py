"""How the site fares: what an owner should know before something is lost."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from reviewblog.config import Settings
from reviewblog.errands import Errand, ErrandState
from reviewblog.mail.models import Delivery, OutboxMessage
from reviewblog.mail.queries import current_trouble, overdue_since, recent
from reviewblog.schema import current_revision, newest_revision

BACKUP_KEEPS = timedelta(days=8)
# The runner shows itself every ten minutes.
RUNNER_PATIENCE = timedelta(minutes=25)
MAIL_PATIENCE = timedelta(minutes=5)
FAILURE_KEEPS = timedelta(days=7)
SHORT_BYTES = 1024**3
SHORT_PART = 0.05


class MailState(Struct, frozen=True, kw_only=True):
    """Whether mail leaves: why some has to wait, and what could not be sent."""

    is_set_up: bool
    trouble: str
    waiting_since: datetime | None
    last_failure: OutboxMessage | None

    @property
    def is_good(self) -> bool:
        """Tell whether nothing needs to be done."""
        return not (self.trouble or self.waiting_since or self.last_failure)


class Seen(Struct, frozen=True, kw_only=True):
    """When something was last there, and whether that is recent enough."""

    at: datetime | None
    is_good: bool


class Space(Struct, frozen=True, kw_only=True):
    """How much room the disk has, in bytes."""

    free: int
    total: int

    @property
    def is_good(self) -> bool:
        """Tell whether there is room for pictures and backups."""
        return self.free >= max(SHORT_BYTES, SHORT_PART * self.total)


class Schema(Struct, frozen=True, kw_only=True):
    """The version of the database, and the one that this program wants."""

    current: str
    wanted: str

    @property
    def is_good(self) -> bool:
        """Tell whether they fit."""
        return self.current == self.wanted


class Condition(Struct, frozen=True, kw_only=True):
    """Everything together."""

    mail: MailState
    backup: Seen
    disk: Space
    schema: Schema
    runner: Seen


def look_after(session: Session, settings: Settings, *, at: datetime) -> Condition:
    """Find out how the site fares."""
    backup = newest_backup(settings.instance_path / "backups")
    state = session.get(ErrandState, Errand.SHOW_LIFE)
    return Condition(
        mail=_mail_state(session, settings, at),
        backup=_seen(backup, BACKUP_KEEPS, at),
        disk=_space(settings.instance_path),
        schema=_schema(session),
        runner=_seen(state.done_until if state else None, RUNNER_PATIENCE, at),
    )


def newest_backup(folder: Path) -> datetime | None:
    """Return when the newest copy in a folder was made; None where there is none.

    What is empty, or hidden because it is still being written, is no backup.
    """
    try:
        files = [file for file in folder.iterdir() if not file.name.startswith(".")]
        stats = [file.stat() for file in files if file.is_file()]
    except OSError:
        return None
    times = [stat.st_mtime for stat in stats if stat.st_size]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _seen(moment: datetime | None, patience: timedelta, at: datetime) -> Seen:
    return Seen(at=moment, is_good=moment is not None and at - moment <= patience)


def _mail_state(session: Session, settings: Settings, at: datetime) -> MailState:
    newest = next(iter(recent(session, Delivery.FAILED, limit=1)), None)
    is_recent = newest is not None and at - newest.created_at <= FAILURE_KEEPS
    return MailState(
        is_set_up=settings.sends_mail,
        trouble=current_trouble(session),
        waiting_since=(
            overdue_since(session, at=at - MAIL_PATIENCE)
            if settings.sends_mail
            else None
        ),
        last_failure=newest if is_recent else None,
    )


def _space(folder: Path) -> Space:
    usage = shutil.disk_usage(folder)
    return Space(free=usage.free, total=usage.total)


def _schema(session: Session) -> Schema:
    engine = session.get_bind()
    current = current_revision(engine) if isinstance(engine, Engine) else None
    return Schema(current=current or "", wanted=newest_revision())

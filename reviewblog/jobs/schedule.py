"""Which errand is done by what, and how often by the clock."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from flask import Flask
from huey.api import Huey, TaskWrapper, crontab

from reviewblog.errands import Errand, take_asked
from reviewblog.extensions import db
from reviewblog.jobs.akismet import ask_akismet
from reviewblog.jobs.forgetting import (
    fold_stats,
    forget_addresses,
    forget_old_activity,
)
from reviewblog.jobs.living import show_life
from reviewblog.jobs.mailing import (
    forget_old_mail,
    send_digests,
    send_due_mail,
    write_to_readers,
)
from reviewblog.jobs.mirroring import sweep_mirror
from reviewblog.jobs.pinging import ping_hub

if TYPE_CHECKING:
    from reviewblog.jobs.queue import JobQueue

EVERY_MINUTE = "every minute"
EVERY_TEN_MINUTES = "every ten minutes"
EVERY_HOUR = "every hour"
CLOCKS = {
    EVERY_MINUTE: crontab(),
    EVERY_TEN_MINUTES: crontab(minute="*/10"),
    EVERY_HOUR: crontab(minute="17"),
}

SCHEDULE: dict[Errand, tuple[Callable[[], None], str]] = {
    Errand.SEND_MAIL: (send_due_mail, EVERY_MINUTE),
    Errand.SEND_DIGESTS: (send_digests, EVERY_MINUTE),
    Errand.PING_HUB: (ping_hub, EVERY_MINUTE),
    Errand.FORGET_MAIL: (forget_old_mail, EVERY_HOUR),
    Errand.FORGET_ACTIVITY: (forget_old_activity, EVERY_HOUR),
    Errand.TELL_READERS: (write_to_readers, EVERY_MINUTE),
    Errand.FORGET_ADDRESSES: (forget_addresses, EVERY_HOUR),
    Errand.SWEEP_MIRROR: (sweep_mirror, EVERY_MINUTE),
    Errand.FOLD_STATS: (fold_stats, EVERY_HOUR),
    Errand.SHOW_LIFE: (show_life, EVERY_TEN_MINUTES),
    Errand.ASK_AKISMET: (ask_akismet, EVERY_MINUTE),
}


def teach(huey: Huey, app: Flask, queue: "JobQueue") -> dict[Errand, TaskWrapper]:
    """Let a queue know every errand, asked for or by the clock."""
    return {
        errand: huey.periodic_task(CLOCKS[often], name=errand.value)(
            _inside(app, run, queue)
        )
        for errand, (run, often) in SCHEDULE.items()
    }


def _inside(
    app: Flask, run: Callable[[], None], queue: "JobQueue"
) -> Callable[[], None]:
    @wraps(run)
    def run_inside() -> None:
        with queue.at_work(), app.app_context():
            run()
            for errand in take_asked(db.session()):
                queue.soon(errand)

    return run_inside

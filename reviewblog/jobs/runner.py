"""The runner: a process that does errands until it is told to stop."""

import logging
import signal
import threading

from flask import Flask

from reviewblog.errands import Errand
from reviewblog.jobs import job_queue

# One that listens to a slow mail server, one for the rest.
WORKERS = 2
# How long a queue in a file may go unlooked at, in seconds; Redis calls by itself,
# and one that is down need not be asked all the time.
LONGEST_PAUSE = {"SqliteStorage": 2.0, "RedisStorage": 30.0}
HEALTH_CHECK_SECONDS = 10.0


def run_errands(app: Flask) -> None:
    """Do errands, asked for or due by the clock, until SIGTERM or Ctrl-C.

    What has been begun is finished.
    """
    _let_huey_log(app)
    huey = job_queue(app).huey
    consumer = huey.create_consumer(
        workers=WORKERS, max_delay=LONGEST_PAUSE[type(huey.storage).__name__]
    )
    consumer.start()
    job_queue(app).soon(Errand.SHOW_LIFE)
    # Instead of its own handlers, which give begun tasks no time on SIGTERM.
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    while not stopping.wait(HEALTH_CHECK_SECONDS):
        consumer.check_worker_health()
    consumer.stop(graceful=True)
    job_queue(app).close()


def _let_huey_log(app: Flask) -> None:
    """Let it complain in our format; it tells each step otherwise."""
    logger = logging.getLogger("huey")
    logger.setLevel(logging.WARNING)
    logger.handlers = app.logger.handlers

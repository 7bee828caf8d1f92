"""The runner: a process that does errands until it is told to stop.

Beside a server it does them in turns, each in a process of its own that ends when
nothing is left to do: what it had to load, compile and copy for them, more than twenty
megabytes, is given back with it.
"""

import logging
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable

from flask import Flask

from reviewblog.errands import Errand
from reviewblog.jobs import job_queue
from reviewblog.jobs.queue import QueueError

# One that listens to a slow mail server, one for the rest.
WORKERS = 2
# How long a queue in a file may go unlooked at, in seconds; Redis calls by itself,
# and one that is down need not be asked all the time.
LONGEST_PAUSE = {"SqliteStorage": 2.0, "RedisStorage": 30.0}
HEALTH_CHECK_SECONDS = 10.0
# How often it is looked for something to begin a turn for, and for the end of one.
LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 3.0


def run_errands(app: Flask) -> None:
    """Do errands, asked for or due by the clock, until SIGTERM or Ctrl-C.

    What has been begun is finished.
    """
    stopping = threading.Event()
    _consume(app, stopping, lambda: stopping.wait(HEALTH_CHECK_SECONDS))


def run_in_turns(app: Flask, begin: Callable[[], object]) -> None:
    """Do the same in processes that are forked for it, while this one only waits.

    Each of them calls ``begin`` first. Nothing else may be at work in this process:
    what another thread holds at that moment would be held for ever in the fork.
    """
    stopping = threading.Event()
    _listen(stopping)
    struck = -1
    while not stopping.is_set():
        minute = int(time.time() // 60)
        if minute != struck or _is_waiting(app):
            _take_turn(app, begin, stopping)
            struck = minute
        stopping.wait(LOOK_SECONDS)


def _take_turn(
    app: Flask, begin: Callable[[], object], stopping: threading.Event
) -> None:
    turn = multiprocessing.get_context("fork").Process(
        target=_turn, args=(app, begin, stopping), name="turn"
    )
    turn.start()
    while turn.is_alive():
        if stopping.is_set():
            turn.terminate()
        turn.join(LOOK_SECONDS)
    turn.close()


def _turn(app: Flask, begin: Callable[[], object], stopping: threading.Event) -> None:
    begin()
    _consume(
        app, stopping, lambda: stopping.wait(PATIENCE_SECONDS) or not _is_waiting(app)
    )


def _is_waiting(app: Flask) -> bool:
    try:
        return job_queue(app).count_waiting() > 0
    except QueueError:
        # The clock strikes soon, and then it is said.
        return False


def _consume(
    app: Flask, stopping: threading.Event, is_done: Callable[[], bool]
) -> None:
    _let_huey_log(app)
    huey = job_queue(app).huey
    consumer = huey.create_consumer(
        workers=WORKERS, max_delay=LONGEST_PAUSE[type(huey.storage).__name__]
    )
    consumer.start()
    # Instead of its own handlers, which give begun tasks no time on SIGTERM.
    _listen(stopping)
    job_queue(app).soon(Errand.SHOW_LIFE)
    while not is_done():
        consumer.check_worker_health()
    consumer.stop(graceful=True)
    job_queue(app).close()


def _listen(stopping: threading.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _let_huey_log(app: Flask) -> None:
    """Let it complain in our format; it tells each step otherwise."""
    logger = logging.getLogger("huey")
    logger.setLevel(logging.WARNING)
    logger.handlers = app.logger.handlers

"""The runner: a process that does errands until it is told to stop.

Beside a server it does them in turns, each in a process of its own that ends when
nothing is left to do: what it had to load, compile and copy for them, more than twenty
megabytes, is given back with it.
"""

import logging
import multiprocessing
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue

from flask import Flask

from reviewblog.errands import Errand
from reviewblog.jobs import job_queue

# One that listens to a slow mail server, one for the rest.
WORKERS = 2
# How long a queue in a file may go unlooked at, in seconds; Redis calls by itself,
# and one that is down need not be asked all the time.
LONGEST_PAUSE = {"SqliteStorage": 2.0, "RedisStorage": 30.0}
HEALTH_CHECK_SECONDS = 10.0
# How often it is looked for something to begin a turn for, and for the end of one.
LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 3.0


class Stop:
    """What a signal says; an event would not do.

    The handler of one signal interrupts that of another, and then waits for ever for
    a lock that the other holds. This kind of queue is made for that.
    """

    def __init__(self) -> None:
        """Go on."""
        self._signals: SimpleQueue[None] = SimpleQueue()
        self._is_told = False

    def tell(self) -> None:
        """Say that it is time to stop."""
        self._signals.put(None)

    def is_told(self) -> bool:
        """Tell whether it is."""
        return self.wait(0)

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until it is time to stop; tell whether it is."""
        if not self._is_told:
            with suppress(Empty):
                self._signals.get(timeout=seconds)
                self._is_told = True
        return self._is_told


def run_errands(app: Flask) -> None:
    """Do errands, asked for or due by the clock, until SIGTERM or Ctrl-C.

    What has been begun is finished.
    """
    stopping = Stop()
    _consume(app, stopping, lambda: stopping.wait(HEALTH_CHECK_SECONDS))


def run_in_turns(app: Flask, begin: Callable[[], object]) -> None:
    """Do the same in processes that are forked for it, while this one only waits.

    Each of them calls ``begin`` first. Nothing else may be at work in this process:
    what another thread holds at that moment would be held for ever in the fork.
    """
    stopping = Stop()
    _listen(stopping)
    struck = -1
    while not stopping.is_told():
        minute = int(time.time() // 60)
        if minute != struck or job_queue(app).is_busy():
            _take_turn(app, begin, stopping)
            struck = minute
        stopping.wait(LOOK_SECONDS)


def _take_turn(app: Flask, begin: Callable[[], object], stopping: Stop) -> None:
    turn = multiprocessing.get_context("fork").Process(
        target=_turn, args=(app, begin, stopping), name="turn"
    )
    turn.start()
    while turn.is_alive():
        if stopping.is_told():
            turn.terminate()
        turn.join(LOOK_SECONDS)
    turn.close()


def _turn(app: Flask, begin: Callable[[], object], stopping: Stop) -> None:
    begin()
    queue = job_queue(app)
    _consume(
        app, stopping, lambda: stopping.wait(PATIENCE_SECONDS) or not queue.is_busy()
    )


def _consume(app: Flask, stopping: Stop, is_done: Callable[[], bool]) -> None:
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


def _listen(stopping: Stop) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.tell())
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _let_huey_log(app: Flask) -> None:
    """Let it complain in our format; it tells each step otherwise."""
    logger = logging.getLogger("huey")
    logger.setLevel(logging.WARNING)
    logger.handlers = app.logger.handlers

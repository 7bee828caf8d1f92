"""Processes that belong together: children that end with their parent, and a runner."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

from flask import Flask

from reviewblog.config import PREFIX, Settings

PARENT_CHECK_SECONDS = 1.0
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15  # <linux/prctl.h>
RUNNER = "reviewblog-jobs"
RESTART_SECONDS = 5.0
# A mail that is being sent may be finished.
STOP_SECONDS = 15.0


def end_with_parent(parent: int | None = None) -> None:
    """End this process when its parent is gone, however it went.

    A killed parent cannot tell its workers to stop; left alone, they would hold
    the address and the next start would fail. A child that knows its parent by
    number also notices one that went before this was called.
    """
    parent = parent or os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_CHECK_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def fork_ready_to_end() -> None:
    """Let every process that forks off from now on end as soon as it is told to.

    Until it says itself what a signal means to it, it has its parent's handlers. Those
    note in a memory that is now its own what nobody reads there: a server that stopped
    while it started a worker waited for that one until it had to kill it.

    Each has a group of its own, so that a terminal's Ctrl-C comes to the parent alone,
    which hands it on: told twice at once, Granian's workers may hear neither.
    """
    if sys.platform == "win32":
        return
    told = {signal.SIGINT, signal.SIGTERM}

    def begin() -> None:
        os.setpgid(0, 0)
        for each in told:
            signal.signal(each, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, told)

    # Held back during the fork itself, so that none is handled in between.
    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, told),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, told),
        after_in_child=begin,
    )


def call_itself(name: str) -> None:
    """Give this process a name of its own in ``ps`` and ``top``; 15 bytes at most."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode())


def hand_on(settings: Settings) -> None:
    """Let processes that start afresh find the same settings."""
    os.environ[f"{PREFIX}INSTANCE_PATH"] = str(settings.instance_path)
    os.environ[f"{PREFIX}SITE_URL"] = settings.site_url


@contextmanager
def runner_beside(app: Flask) -> Iterator[None]:
    """Keep one runner going in a process of its own while the block lasts.

    The first is a fork, which shares the memory of this process; it must happen
    before there are threads. One that takes the place of a dead one starts afresh.
    """
    hand_on(app.config["SETTINGS"])
    first = fork_runner(app) if sys.platform == "linux" else spawn_runner()
    stopping = threading.Event()
    keeper = threading.Thread(
        target=_keep_running, args=(first, stopping), name="runner-keeper"
    )
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def fork_runner(app: Flask) -> BaseProcess:
    """Start a process that does errands until it or its parent is told to stop."""
    return _start("fork", os.getpid(), app)


def spawn_runner() -> BaseProcess:
    """Start such a process afresh, from the settings that were handed on."""
    return _start("spawn", os.getpid(), None)


def _start(method: str, server: int, app: Flask | None) -> BaseProcess:
    context = multiprocessing.get_context(method)
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=_run_errands, args=(server, app), name="runner"
    )
    process.start()
    return process


def _run_errands(server: int, app: Flask | None) -> None:
    from reviewblog.cli.jobs import run_beside  # noqa: PLC0415 -- starts afresh, too

    run_beside(server, app)


def _keep_running(process: BaseProcess, stopping: threading.Event) -> None:
    # Linux ends a child with the thread that started it, so this one starts them all
    # but the first, which was the main thread's.
    while True:
        while process.is_alive() and not stopping.wait(PARENT_CHECK_SECONDS):
            pass
        if stopping.wait(0 if process.is_alive() else RESTART_SECONDS):
            _stop(process)
            return
        process = spawn_runner()


def _stop(process: BaseProcess) -> None:
    process.terminate()
    process.join(STOP_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()

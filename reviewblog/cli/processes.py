"""Processes that belong together: children that end with their parent, and a runner."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from reviewblog.config import PREFIX, Settings

PARENT_CHECK_SECONDS = 1.0
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
RESTART_SECONDS = 5.0
# A mail that is being sent may be finished.
STOP_SECONDS = 15.0
RUN = "from reviewblog.cli.jobs import run_beside; run_beside({})"


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


@contextmanager
def runner_beside(settings: Settings) -> Iterator[None]:
    """Keep one runner going in a process of its own while the block lasts."""
    stopping = threading.Event()
    keeper = threading.Thread(
        target=_keep_running, args=(settings, stopping), name="runner-keeper"
    )
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def start_runner(settings: Settings) -> "subprocess.Popen[bytes]":
    """Start a process that does errands until it or its parent is told to stop."""
    ours = {
        # The same modules are found, and none that lie about in this folder.
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        f"{PREFIX}INSTANCE_PATH": str(settings.instance_path),
        f"{PREFIX}SITE_URL": settings.site_url,
    }
    command = [sys.executable, "-P", "-c", RUN.format(os.getpid())]
    return subprocess.Popen(command, env=os.environ | ours)  # noqa: S603 -- our own program


def _keep_running(settings: Settings, stopping: threading.Event) -> None:
    # Linux ends a child with the thread that started it, so this one starts them all.
    while True:
        process = start_runner(settings)
        while process.poll() is None and not stopping.wait(PARENT_CHECK_SECONDS):
            pass
        if stopping.wait(0 if process.poll() is None else RESTART_SECONDS):
            _stop(process)
            return


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

"""Processes that belong together, as they begin and end."""

import signal
import subprocess
import sys

import pytest

# A server that only notes that it shall stop, and a worker that is still starting.
SERVER = """
import os, signal, sys, time
from reviewblog.cli.processes import fork_ready_to_end

how = signal.Signals(int(sys.argv[1]))
signal.signal(how, lambda *_: None)
fork_ready_to_end()
worker = os.fork()
if not worker:
    time.sleep(30)
    os._exit(0)
os.kill(worker, how)
_, status = os.waitpid(worker, 0)
os.kill(os.getpid(), how)
print(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_still_starting_ends_when_it_is_told_to(
    how: signal.Signals,
) -> None:
    command = [sys.executable, "-c", SERVER, str(int(how))]
    # The server itself ends by no signal: it has only noted that one came.
    server = subprocess.run(command, check=True, capture_output=True, timeout=60)

    assert server.stdout == b"%d\n" % -how


# The group of a terminal's foreground is the server's.
APART = """
import os
from reviewblog.cli.processes import fork_ready_to_end

fork_ready_to_end()
worker = os.fork()
if not worker:
    os._exit(os.getpgrp() != os.getpid())
print(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))
"""


@pytest.mark.slow
def test_ctrl_c_comes_to_the_server_alone() -> None:
    command = [sys.executable, "-c", APART]
    server = subprocess.run(command, check=True, capture_output=True, timeout=60)

    assert server.stdout == b"0\n"

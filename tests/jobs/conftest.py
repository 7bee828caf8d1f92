"""What the tests of jobs share: a site that can send mail."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from reviewblog.config import Settings
from tests.mail_servers import Mailbox, mailbox


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """The mail server of the site."""
    with mailbox() as box:
        yield box


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

"""What the tests of jobs share: a site that can send mail."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reviewblog.config import Settings
from tests.mail_servers import Mailbox, mailbox


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """The mail server of the site."""
    with mailbox() as box:
        yield box


@pytest.fixture
def settings(settings: Settings, box: Mailbox) -> Settings:
    return replace(settings, smtp_url=box.url, mail_from="reviews@reviews.example")

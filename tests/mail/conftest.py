"""What the tests of mail share."""

from collections.abc import Iterator

import pytest

from tests.mail_servers import Mailbox, mailbox


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A mail server without encryption or passwords."""
    with mailbox() as box:
        yield box

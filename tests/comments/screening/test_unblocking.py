"""Whoever erases everything is on no list any more."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.comments.correspondents import ensure_correspondent
from reviewblog.comments.own import erase_everything
from reviewblog.comments.screening.blocks import add_block, block_sender
from reviewblog.comments.screening.models import Block, BlockKind
from tests.factories import LONG_AGO, make_comment


def test_erasing_everything_takes_the_sender_off_the_list(session: Session) -> None:
    comment = make_comment(session, author_email="ada@example.org")
    other = make_comment(session, author_name="Bea")
    for each in (comment, other):
        block_sender(session, each, at=LONG_AGO)
    for address in ("ada@example.org", "@example.org"):
        add_block(session, BlockKind.EMAIL, address, label=address, at=LONG_AGO)
    reader = ensure_correspondent(session, "Ada@example.org", at=LONG_AGO)

    erase_everything(session, reader, at=LONG_AGO)

    labels = set(session.scalars(select(Block.label)))
    assert labels == {"Bea, 2020-01-01", "@example.org"}

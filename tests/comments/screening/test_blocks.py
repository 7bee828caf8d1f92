"""Putting senders and domains on the list of what is blocked."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.comments.models import Comment
from reviewblog.comments.screening.blocks import block_sender
from reviewblog.comments.screening.models import Block
from tests.factories import LONG_AGO, make_comment
from tests.races import race


def test_two_who_block_one_sender_at_once_both_do(app: Flask, session: Session) -> None:
    comment_id = make_comment(session, writer_hash="w" * 64, address_hash="").id

    def block(own: Session, _: int) -> None:
        block_sender(own, own.get_one(Comment, comment_id), at=LONG_AGO)

    assert race(app, block, times=4) == []
    assert session.scalars(select(Block.value)).all() == ["w" * 64]

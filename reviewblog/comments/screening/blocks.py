"""The block list: kept by hand, or by one press of a button beside a comment."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reviewblog.comments.models import Comment
from reviewblog.comments.screening.models import Block, BlockKind
from reviewblog.comments.screening.tokens import Reading, read_comment
from reviewblog.db import insert_into
from reviewblog.errors import DomainError
from reviewblog.text.folding import fold

MOST_ENTRIES = 2_000
LONGEST_ENTRY = 100
HAND_KEPT = (BlockKind.WORD, BlockKind.DOMAIN, BlockKind.EMAIL)

_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}")
_EMAIL = re.compile(r"[^\s@]*@[^\s@]+\.[^\s@]+")


class BlockRefusedError(DomainError):
    """What was typed cannot be compared with anything."""


def read_list(kind: BlockKind, typed: str) -> tuple[str, ...]:
    """Read a list with one entry a line.

    Raises:
        BlockRefusedError: a line is no such thing, or there are too many.
    """
    entries = dict.fromkeys(_read(kind, line) for line in typed.split("\n"))
    entries.pop("", None)
    if len(entries) > MOST_ENTRIES:
        raise BlockRefusedError(f"{MOST_ENTRIES:,} entries at most, please.")
    return tuple(entries)


def keep_list(
    session: Session, kind: BlockKind, entries: Collection[str], *, at: datetime
) -> None:
    """Let the list of one kind be these."""
    known = set(session.scalars(select(Block.value).where(Block.kind == kind)))
    gone = delete(Block).where(Block.kind == kind, Block.value.not_in(entries))
    session.execute(gone)
    for entry in entries:
        if entry not in known:
            add_block(session, kind, entry, label=entry, at=at)


def block_sender(session: Session, comment: Comment, *, at: datetime) -> None:
    """Send all that comes from where a comment came from to the spam bin.

    That is the browser, the network address and the email address it was sent with.
    """
    hashes = {comment.writer_hash, comment.address_hash, comment.email_hash} - {""}
    label = f"{comment.author_name}, {comment.submitted_at:%Y-%m-%d}"
    for value in sorted(hashes):
        add_block(session, BlockKind.SENDER, value, label=label, at=at)


def block_domains(
    session: Session, comment: Comment, domains: Collection[str], *, at: datetime
) -> list[str]:
    """Block domains that a comment links to; return which of them it does."""
    linked = sorted(reading_of(comment).hosts & set(domains))
    for domain in linked:
        add_block(session, BlockKind.DOMAIN, domain, label=domain, at=at)
    return linked


def add_block(
    session: Session, kind: BlockKind, value: str, *, label: str, at: datetime
) -> None:
    """Put something on the list, unless it is there or comes there this moment."""
    block = {"kind": kind, "value": value, "label": label[:254], "created_at": at}
    session.execute(insert_into(session, Block).values(block).on_conflict_do_nothing())


def remove_block(session: Session, block_id: int) -> Block | None:
    """Take something off the list, with whatever was put on it together with that."""
    block = session.get(Block, block_id)
    if block is not None:
        together = (Block.kind == block.kind, Block.label == block.label)
        session.execute(delete(Block).where(*together))
    return block


def unblock_senders(
    session: Session, comments: Collection[Comment], *, address: str
) -> None:
    """Take off the list whoever sent comments, and the email address they gave."""
    hashes = {
        value
        for comment in comments
        for value in (comment.writer_hash, comment.address_hash, comment.email_hash)
    }
    is_sender = (Block.kind == BlockKind.SENDER) & Block.value.in_(hashes - {""})
    is_address = (Block.kind == BlockKind.EMAIL) & (Block.value == address.lower())
    session.execute(delete(Block).where(is_sender | is_address))


def list_blocks(session: Session, *kinds: BlockKind) -> Sequence[Block]:
    """List what is on the list, the newest first."""
    query = select(Block).where(Block.kind.in_(kinds))
    return session.scalars(query.order_by(Block.id.desc())).all()


def reading_of(comment: Comment) -> Reading:
    """Read a stored comment as the rules do."""
    return read_comment(
        comment.author_name, comment.author_email, comment.body, comment.body_html
    )


def _read(kind: BlockKind, line: str) -> str:
    entry = " ".join(line.split()).lower()
    if len(entry) > LONGEST_ENTRY:
        raise BlockRefusedError(f"“{entry[:30]}…” is too long for the list.")
    if not entry:
        return ""
    if kind is BlockKind.WORD:
        return " ".join(re.findall(r"[^\W_][\w'\u2019$]*", fold(entry)))
    if kind is BlockKind.DOMAIN:
        entry = re.sub(r"^(https?://)?(www\.)?", "", entry).partition("/")[0]
    shape = _DOMAIN if kind is BlockKind.DOMAIN else _EMAIL
    if not shape.fullmatch(entry):
        what = "a domain" if kind is BlockKind.DOMAIN else "an email address"
        raise BlockRefusedError(f"“{entry}” does not read like {what}.")
    return entry

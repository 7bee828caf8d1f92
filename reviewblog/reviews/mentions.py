"""Which pictures are named in what was typed into reviews, now and earlier.

A text that can be had back needs its pictures, though no reader sees it. They are kept
by their hash when the text is kept: there are many times more revisions than reviews,
too many to look through. Pages and lists are few; `uses` looks into their texts.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    delete,
    insert,
    select,
)
from sqlalchemy.orm import Session

from reviewblog.db import Base
from reviewblog.media.queries import hold_pictures
from reviewblog.reviews.typed import Typed
from reviewblog.text.stills import HASH_LENGTH, hashes_in, is_hash

revision_picture = Table(
    "revision_picture",
    Base.metadata,
    Column(
        "revision_id",
        Integer,
        ForeignKey("revision.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("hash", String(HASH_LENGTH), primary_key=True),
    Index("ix_revision_picture_hash", "hash", "revision_id"),
)


def note_mentions(session: Session, revision_id: int, typed: Typed) -> None:
    """Remember which pictures a kept text names, in its prose or as its still."""
    wanted = mentioned(typed)
    here = revision_picture.c.revision_id == revision_id
    known = set(session.scalars(select(revision_picture.c.hash).where(here)))
    if known - wanted:
        gone = revision_picture.c.hash.in_(known - wanted)
        session.execute(delete(revision_picture).where(here, gone))
    if wanted - known:
        hold_pictures(session, wanted - known)
        rows = [
            {"revision_id": revision_id, "hash": digest}
            for digest in sorted(wanted - known)
        ]
        session.execute(insert(revision_picture), rows)


def mentioned(typed: Typed) -> set[str]:
    """Return the hashes of pictures in a form: in its texts, or as a whole field."""
    values = [value for _, value in typed.pairs]
    whole = {value for value in values if is_hash(value)}
    return whole.union(*map(hashes_in, values))

"""Reasons that rules leave, what the rules go by, and what the filter has learned."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.db import Base

LONGEST_TOKEN = 80


class ReasonCode(StrEnum):
    """Which rule had something to say; the words are the web's."""

    HOLD_ALL = "hold_all"
    FIRST_TIME = "first_time"
    TRUSTED = "trusted"
    EDITED = "edited"
    FLOOD = "flood"
    HONEYPOT = "honeypot"
    TOO_FAST = "too_fast"
    OLD_FORM = "old_form"
    LINKS = "links"
    BLOCKED = "blocked"
    DUPLICATE = "duplicate"
    IMITATION = "imitation"
    STRANGE_LETTERS = "strange_letters"
    FILTER_SPAM = "filter_spam"
    FILTER_UNSURE = "filter_unsure"
    ASKED = "asked"
    AKISMET = "akismet"


class CommentReason(Base):
    """One reason why a comment was held, sorted out or let through.

    ``facts`` are what the rule saw, ready for words and for JSON. Codes are not
    CHECKed: a rule that is new or gone shall need no migration.
    """

    __tablename__ = "comment_reason"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


class CommentRules(Base):
    """The one row of what the rules go by. Nothing of it is shown to readers."""

    __tablename__ = "comment_rules"
    __table_args__ = (CheckConstraint("id = 1", "single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    most_links: Mapped[int] = mapped_column(server_default="2")
    trust_after: Mapped[int] = mapped_column(server_default="1")
    flood_count: Mapped[int] = mapped_column(server_default="60")
    uses_filter: Mapped[bool] = mapped_column(server_default=true())
    holds_imitators: Mapped[bool] = mapped_column(server_default=true())
    flood_until: Mapped[datetime | None]


class BlockKind(StrEnum):
    """What is compared with an entry of the block list."""

    WORD = "word"
    DOMAIN = "domain"
    EMAIL = "email"
    # A keyed hash: of a network address, an email address, or a browser's token.
    SENDER = "sender"


class Block(Base):
    """Something that is never let through; ``label`` says what it is to people."""

    __tablename__ = "comment_block"
    __table_args__ = (UniqueConstraint("kind", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[BlockKind]
    value: Mapped[str] = mapped_column(String(254), index=True)
    label: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]


class FilterToken(Base):
    """In how many comments of each sort a token has been."""

    __tablename__ = "filter_token"
    __table_args__ = (Index("ix_filter_token_age", "seen_at"),)

    token: Mapped[str] = mapped_column(String(LONGEST_TOKEN), primary_key=True)
    spam: Mapped[int]
    good: Mapped[int]
    seen_at: Mapped[datetime]


class FilterCorpus(Base):
    """How many comments of each sort the filter has learned from: one row."""

    __tablename__ = "filter_corpus"
    __table_args__ = (CheckConstraint("id = 1", "single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    spam: Mapped[int]
    good: Mapped[int]

"""The index's own table; what the databases derive from it, they keep in step alone."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.db import Base


class SearchEntry(Base):
    """The folded words of one review, field by field, and its text as it reads.

    On SQLite triggers carry every change over to the tables ``search_head_fts`` and
    ``search_all_fts``; on PostgreSQL ``head_fts`` and ``all_fts`` are generated
    columns. Migrations make them, and SQLAlchemy does not know them.
    """

    __tablename__ = "search_entry"
    __table_args__ = (Index("ix_search_entry_version", "version", "review_id"),)

    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    people: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    plain: Mapped[str] = mapped_column(Text)

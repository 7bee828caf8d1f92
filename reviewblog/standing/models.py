"""The standing page, and the addresses it used to have."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.db import Base


class PageStatus(StrEnum):
    """Whether readers see it."""

    DRAFT = "draft"
    PUBLISHED = "published"


class StandingPage(Base):
    """A page that stands for years: about, masthead, house rules.

    ``published_at`` is when readers first saw it; it stays when it becomes a draft.
    """

    __tablename__ = "page"
    __table_args__ = (
        CheckConstraint(
            "status <> 'published' OR published_at IS NOT NULL", "published_has_time"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    dek: Mapped[str] = mapped_column(String(300))
    status: Mapped[PageStatus]
    in_menu: Mapped[bool]
    in_footer: Mapped[bool]
    position: Mapped[int]
    renderer_version: Mapped[int]
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    notes_html: Mapped[str] = mapped_column(Text)

    @property
    def is_public(self) -> bool:
        """Tell whether readers see it."""
        return self.status is PageStatus.PUBLISHED and self.deleted_at is None


# One that was thrown away leaves its address to others.
Index(
    "uq_page_slug",
    StandingPage.slug,
    unique=True,
    sqlite_where=StandingPage.deleted_at.is_(None),
)


class FormerPageSlug(Base):
    """An address that a page used to have; it redirects for ever."""

    __tablename__ = "former_page_slug"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    page_id: Mapped[int] = mapped_column(
        ForeignKey("page.id", ondelete="CASCADE"), index=True
    )
    retired_at: Mapped[datetime]

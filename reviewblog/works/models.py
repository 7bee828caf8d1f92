"""The work, the person, and the credit between them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewblog.db import Base, sort_key_type


class WorkKind(StrEnum):
    """What sort of thing is reviewed."""

    FILM = "film"
    SHORT = "short"
    SERIES = "series"
    SEASON = "season"
    EPISODE = "episode"
    BOOK = "book"
    ALBUM = "album"
    GAME = "game"
    PLAY = "play"
    OTHER = "other"


class CreditRole(StrEnum):
    """What a person did on a work."""

    DIRECTOR = "director"
    WRITER = "writer"
    CAST = "cast"


class Work(Base):
    """A film, or another thing with a title, a year and makers."""

    __tablename__ = "work"
    __table_args__ = (
        Index("ix_work_sort_title", "sort_title", "id"),
        Index("ix_work_release_year", "release_year", "id"),
        Index("ix_work_kind", "kind", "id"),
        CheckConstraint("runtime_minutes > 0", "runtime_minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[WorkKind]
    title: Mapped[str] = mapped_column(String(300))
    sort_title: Mapped[str] = mapped_column(sort_key_type(300))
    original_title: Mapped[str] = mapped_column(String(300))
    original_language: Mapped[str] = mapped_column(String(35))
    release_year: Mapped[int | None]
    runtime_minutes: Mapped[int | None]
    created_at: Mapped[datetime]
    # What other catalogues call it; see ``works.identifiers``.
    wikidata_id: Mapped[str] = mapped_column(
        String(20), default="", server_default=text("''"), index=True
    )
    imdb_id: Mapped[str] = mapped_column(
        String(20), default="", server_default=text("''"), index=True
    )
    tmdb_id: Mapped[str] = mapped_column(
        String(20), default="", server_default=text("''")
    )
    letterboxd_id: Mapped[str] = mapped_column(
        String(100), default="", server_default=text("''")
    )

    credits: Mapped[list["Credit"]] = relationship(
        back_populates="work",
        lazy="raise",
        order_by="Credit.role, Credit.position",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    countries: Mapped[list["WorkCountry"]] = relationship(
        lazy="raise",
        order_by="WorkCountry.position",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def directors(self) -> "list[Credit]":
        """List the credits for direction in billing order."""
        return self.credited(CreditRole.DIRECTOR)

    @property
    def writers(self) -> "list[Credit]":
        """List the credits for writing in billing order."""
        return self.credited(CreditRole.WRITER)

    @property
    def cast(self) -> "list[Credit]":
        """List the credits for acting in billing order."""
        return self.credited(CreditRole.CAST)

    def credited(self, role: CreditRole) -> "list[Credit]":
        """List the credits of one kind in billing order."""
        return [credit for credit in self.credits if credit.role is role]


class FormerWorkSlug(Base):
    """An address that a work's page used to have; it redirects for ever."""

    __tablename__ = "former_work_slug"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="CASCADE"), index=True
    )
    retired_at: Mapped[datetime]


class WorkCountry(Base):
    """A country that a work comes from, as the author names it."""

    __tablename__ = "work_country"
    __table_args__ = (Index("ix_work_country_name", "name", "work_id"),)

    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


class Person(Base):
    """Somebody with a credit; a disambiguation tells namesakes apart."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("name", "disambiguation", name="uq_person_name"),
        Index("ix_person_sort_name", "sort_name", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    disambiguation: Mapped[str] = mapped_column(String(60))
    sort_name: Mapped[str] = mapped_column(sort_key_type(120))
    created_at: Mapped[datetime]

    @property
    def label(self) -> str:
        """Return the name with what tells its bearer apart, as authors type it."""
        if not self.disambiguation:
            return self.name
        return f"{self.name} ({self.disambiguation})"


class FormerPersonSlug(Base):
    """An address that a person's page used to have; it redirects for ever."""

    __tablename__ = "former_person_slug"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    retired_at: Mapped[datetime]


class Credit(Base):
    """One person's part in one work."""

    __tablename__ = "credit"
    __table_args__ = (
        UniqueConstraint("work_id", "role", "position", name="uq_credit_place"),
        Index("ix_credit_person", "person_id", "role", "work_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("work.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    role: Mapped[CreditRole]
    position: Mapped[int]
    character: Mapped[str] = mapped_column(String(200))

    work: Mapped[Work] = relationship(back_populates="credits", lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")

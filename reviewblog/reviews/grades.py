"""Grade scales and their steps.

A scale is never edited once it was used: another one is adopted, and the old
verdicts keep pointing at the steps they were given on.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewblog.db import Base


class RankedGrade(NamedTuple):
    """A step of a scale as a plain value."""

    label: str
    percent: int
    rank: int


class GradeScale(Base):
    """An ordered set of grades; the one adopted last is in use."""

    __tablename__ = "grade_scale"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    adopted_at: Mapped[datetime]

    grades: Mapped[list["Grade"]] = relationship(
        back_populates="scale", lazy="raise", order_by="Grade.rank.desc()"
    )


class Grade(Base):
    """One step of a scale: a label, its rank (1 is the lowest), its percentage."""

    __tablename__ = "grade"
    __table_args__ = (
        UniqueConstraint("scale_id", "label", name="uq_grade_label"),
        UniqueConstraint("scale_id", "rank", name="uq_grade_rank"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scale_id: Mapped[int] = mapped_column(
        ForeignKey("grade_scale.id", ondelete="RESTRICT")
    )
    label: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int]
    percent: Mapped[int]
    meaning: Mapped[str] = mapped_column(String(200))

    scale: Mapped[GradeScale] = relationship(back_populates="grades", lazy="raise")

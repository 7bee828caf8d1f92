"""The still above a review, and which pictures a review shows at all."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewblog.db import Base
from reviewblog.media.models import LONGEST_CAPTION, Picture
from reviewblog.text.stills import Still

# Kept at every save: looking through all texts would take longer with every review.
picture_use = Table(
    "picture_use",
    Base.metadata,
    Column(
        "review_id",
        Integer,
        ForeignKey("review.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "picture_id",
        Integer,
        ForeignKey("picture.id", ondelete="RESTRICT"),
        primary_key=True,
    ),
    Index("ix_picture_use_picture", "picture_id", "review_id"),
)


class ChosenStill(Base):
    """The picture that stands for a review; a caption here goes before its own."""

    __tablename__ = "still"

    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    picture_id: Mapped[int] = mapped_column(
        ForeignKey("picture.id", ondelete="RESTRICT"), index=True
    )
    caption: Mapped[str] = mapped_column(String(LONGEST_CAPTION))

    picture: Mapped[Picture] = relationship(lazy="raise")

    @property
    def shown(self) -> Still:
        """Return what a page shows of it."""
        return self.picture.as_still(caption=self.caption)

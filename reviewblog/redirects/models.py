"""The redirect."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.db import Base

LONGEST_PATH = 500
LONGEST_TARGET = 2000


class Redirect(Base):
    """An old address, and where what stood there is now.

    ``path`` is decoded and without its last slash; it may end in ``?`` and a query.
    """

    __tablename__ = "redirect"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(LONGEST_PATH), unique=True)
    target: Mapped[str] = mapped_column(String(LONGEST_TARGET))
    created_at: Mapped[datetime]

"""A picture in the library, and the content it had before it was replaced."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewblog.accounts.models import Account
from reviewblog.db import Base
from reviewblog.media.names import LONGEST_NAME
from reviewblog.text.stills import HASH_LENGTH, Still

LONGEST_ALT = LONGEST_CAPTION = 1000
LONGEST_CREDIT = 300


class Picture(Base):
    """A picture and what is said of it; its files are named after its hash.

    ``tone`` is the colour that fills most of it, in eighths; ``modern`` the format
    its sizes have besides JPEG.
    """

    __tablename__ = "picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    tone: Mapped[str] = mapped_column(String(6))
    modern: Mapped[str] = mapped_column(String(4))
    alt: Mapped[str] = mapped_column(String(LONGEST_ALT))
    caption: Mapped[str] = mapped_column(String(LONGEST_CAPTION))
    credit: Mapped[str] = mapped_column(String(LONGEST_CREDIT))
    filename: Mapped[str] = mapped_column(String(LONGEST_NAME))
    uploaded_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]

    uploaded_by: Mapped[Account | None] = relationship(lazy="raise")

    def describe(self, *, alt: str, caption: str, credit: str) -> None:
        """Say in words what it shows, what to print below it, and whose it is."""
        self.alt, self.caption, self.credit = alt, caption, credit

    def editable_by(self, account: Account) -> bool:
        """Tell whether the account may change or delete it."""
        return account.may_edit_all or (
            account.may_write and account.id == self.uploaded_by_id
        )

    def as_still(self, *, caption: str = "") -> Still:
        """Return what a page shows of it, with another caption where one is given."""
        return Still(
            hash=self.hash,
            width=self.width,
            height=self.height,
            tone=self.tone,
            modern=self.modern,
            alt=self.alt,
            caption=caption or self.caption,
            credit=self.credit,
        )


class FormerPicture(Base):
    """The hash of content that was replaced; texts that name it show the new one."""

    __tablename__ = "former_picture"

    hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    picture_id: Mapped[int] = mapped_column(
        ForeignKey("picture.id", ondelete="CASCADE"), index=True
    )

"""Accounts, their sign-ins, and what guards the door."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewblog.db import Base


class Role(StrEnum):
    """What an account may do; ``may_…`` on the account says it in words."""

    OWNER = "owner"
    EDITOR = "editor"
    AUTHOR = "author"
    MODERATOR = "moderator"


class Account(Base):
    """Somebody who can sign in."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    @property
    def is_enabled(self) -> bool:
        """Tell whether the account may sign in at all."""
        return self.disabled_at is None

    @property
    def may_write(self) -> bool:
        """Tell whether the account may write reviews of its own."""
        return self.role is not Role.MODERATOR

    @property
    def may_edit_all(self) -> bool:
        """Tell whether the account may change what others wrote."""
        return self.role in {Role.OWNER, Role.EDITOR}

    @property
    def may_moderate(self) -> bool:
        """Tell whether the account decides about readers' comments."""
        return self.role in {Role.OWNER, Role.EDITOR, Role.MODERATOR}

    @property
    def may_manage_site(self) -> bool:
        """Tell whether the account may change settings and other accounts."""
        return self.role is Role.OWNER


class SignIn(Base):
    """One browser in which somebody is signed in.

    The browser holds a random token, we hold its hash: ending the row ends the
    session on the server, whatever cookies were copied.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_agent: Mapped[str] = mapped_column(String(200))
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    account: Mapped[Account] = relationship(lazy="raise")


class FailedLogin(Base):
    """How often a sign-in has failed for one name or from one address."""

    __tablename__ = "failed_login"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    failures: Mapped[int]
    last_failed_at: Mapped[datetime]


class SetupToken(Base):
    """The one-time permission to become the owner, while there is none."""

    __tablename__ = "setup_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]


class OneTimeLink(Base):
    """The permission to join in a role, or to give an account a new password.

    It is an invitation while ``account_id`` is empty. What an owner has handed out
    goes when their account goes.
    """

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(254), index=True)
    role: Mapped[Role]
    issued_by_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

"""New accounts, and changes to what an account goes by; no two share a name."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.accounts.names import (
    parse_display_name,
    parse_email,
    parse_username,
)
from reviewblog.accounts.passwords import check_password, hash_password
from reviewblog.errors import ConflictError

_USERNAME_TAKEN = "This username is taken. Choose another one."
_EMAIL_TAKEN = "Another account has this email address."


class ProfileDraft(Struct, frozen=True, kw_only=True):
    """What somebody typed about themselves."""

    display_name: str
    email: str


class UsernameTakenError(ConflictError):
    """Another account has this username."""


class EmailTakenError(ConflictError):
    """Another account has this email address."""


def register_account(  # noqa: PLR0913 -- the facts of an account, each by its name
    session: Session,
    *,
    username: str,
    email: str,
    password: str,
    role: Role,
    display_name: str,
    at: datetime,
    unwanted_passwords: Iterable[str] = (),
) -> Account:
    """Make an account; without a display name it goes by its username.

    Raises:
        UsernameRefusedError, EmailRefusedError, DisplayNameRefusedError,
        PasswordRefusedError: a value cannot be used.
        UsernameTakenError, EmailTakenError: somebody else has it.
    """
    username, email = parse_username(username), parse_email(email)
    name = parse_display_name(display_name or username)
    check_password(password, unwanted=[username, email, name, *unwanted_passwords])
    _refuse_taken(session, username=username, email=email)
    account = Account(
        username=username,
        display_name=name,
        email=email,
        password_hash=hash_password(password),
        role=role,
        created_at=at,
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError as error:
        # Somebody was faster since we looked.
        raise _taken_by_now(session, username, email) from error
    return account


def change_profile(session: Session, account: Account, draft: ProfileDraft) -> None:
    """Change the name that readers see, and the address that mail goes to.

    Raises:
        DisplayNameRefusedError, EmailRefusedError: a value cannot be used.
        EmailTakenError: somebody else has this address.
    """
    name, address = parse_display_name(draft.display_name), parse_email(draft.email)
    if address != account.email:
        _refuse_taken(session, email=address)
    try:
        with session.begin_nested():
            account.display_name, account.email = name, address
    except IntegrityError as error:
        raise EmailTakenError(_EMAIL_TAKEN) from error


def _refuse_taken(session: Session, *, email: str, username: str = "") -> None:
    if username and _exists(session, Account.username == username):
        raise UsernameTakenError(_USERNAME_TAKEN)
    if _exists(session, Account.email == email):
        raise EmailTakenError(_EMAIL_TAKEN)


def _taken_by_now(session: Session, username: str, email: str) -> ConflictError:
    if _exists(session, Account.username == username):
        return UsernameTakenError(_USERNAME_TAKEN)
    if _exists(session, Account.email == email):
        return EmailTakenError(_EMAIL_TAKEN)
    raise RuntimeError("an account was refused for no reason that we know")


def _exists(session: Session, condition: ColumnElement[bool]) -> bool:
    return session.scalar(select(Account.id).where(condition)) is not None

"""New accounts, and the names and addresses by which people are known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.accounts.passwords import check_password, hash_password
from reviewblog.errors import ConflictError, DomainError
from reviewblog.text.clean import clean_line

LONGEST_EMAIL = 254
LONGEST_DISPLAY_NAME = 120
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_BELOW = ".test"
_USERNAME_TAKEN = "This username is taken. Choose another one."
_EMAIL_TAKEN = "Another account has this e-mail address."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileDraft:
    """What somebody typed about themselves."""

    display_name: str
    email: str


class UsernameRefusedError(DomainError):
    """The username has a letter it must not have, or too few or too many."""


class UsernameTakenError(ConflictError):
    """Another account has this username."""


class EmailRefusedError(DomainError):
    """This is no e-mail address."""


class EmailTakenError(ConflictError):
    """Another account has this e-mail address."""


class DisplayNameRefusedError(DomainError):
    """The name that readers see is empty or too long."""


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


def parse_username(text: str) -> str:
    """Return a username as it is stored.

    Raises:
        UsernameRefusedError: it cannot be one.
    """
    username = text.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise UsernameRefusedError(
            "A username has 2 to 40 letters from a to z, digits, dots, hyphens or "
            "underscores, and begins with a letter or a digit."
        )
    return username


def parse_email(text: str) -> str:
    """Return an e-mail address as it is stored: in one spelling only.

    Raises:
        EmailRefusedError: it is no address.
    """
    if len(text) > 2 * LONGEST_EMAIL:
        raise EmailRefusedError("This e-mail address is too long.")
    try:
        # The library refuses names such as nas.local, which a home server may well
        # have mail at; below a name of its own nothing about them is special.
        found = validate_email(
            text.strip() + _BELOW, check_deliverability=False, test_environment=True
        )
    except (EmailNotValidError, UnicodeError) as error:
        raise EmailRefusedError("This does not look like an e-mail address.") from error
    email = found.normalized.lower().removesuffix(_BELOW)
    if len(email) > LONGEST_EMAIL:
        raise EmailRefusedError("This e-mail address is too long.")
    return email


def parse_display_name(text: str) -> str:
    """Return the name that readers see, as it is stored.

    Raises:
        DisplayNameRefusedError: nothing is left of it, or too much.
    """
    name = clean_line(text[: 4 * LONGEST_DISPLAY_NAME])
    if not name:
        raise DisplayNameRefusedError("Give the name that readers see.")
    if len(name) > LONGEST_DISPLAY_NAME:
        raise DisplayNameRefusedError(
            f"A name has at most {LONGEST_DISPLAY_NAME} characters."
        )
    return name


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

"""The names and addresses by which people are known: how each may be written."""

import re

from reviewblog.errors import DomainError
from reviewblog.text.clean import clean_line

LONGEST_EMAIL = 254
LONGEST_DISPLAY_NAME = 120
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_BELOW = ".test"


class UsernameRefusedError(DomainError):
    """The username has a letter it must not have, or too few or too many."""


class EmailRefusedError(DomainError):
    """This is no email address."""


class DisplayNameRefusedError(DomainError):
    """The name that readers see is empty or too long."""


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
    """Return an email address as it is stored: in one spelling only.

    Raises:
        EmailRefusedError: it is no address.
    """
    # Thirty milliseconds of every start otherwise.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    if len(text) > 2 * LONGEST_EMAIL:
        raise EmailRefusedError("This email address is too long.")
    try:
        # The library refuses names such as nas.local, which a home server may well
        # have mail at; below a name of its own nothing about them is special.
        found = validate_email(
            text.strip() + _BELOW, check_deliverability=False, test_environment=True
        )
    except (EmailNotValidError, UnicodeError) as error:
        raise EmailRefusedError("This does not look like an email address.") from error
    email = found.normalized.lower().removesuffix(_BELOW)
    if len(email) > LONGEST_EMAIL:
        raise EmailRefusedError("This email address is too long.")
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

"""Passwords: which ones are good enough, and the Argon2id hashes we keep of them."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from reviewblog.errors import DomainError

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 256
# Composing to NFC shortens a text by less than this factor, so what is longer
# before is too long after, and is refused before any work is spent on it.
_LONGEST_TYPED = 4 * LONGEST_PASSWORD

# The library's defaults are RFC 9106's second recommended option, and follow it.
_hasher = PasswordHasher()


class PasswordRefusedError(DomainError):
    """The password is too short, too long, or among the first to be guessed."""


def check_password(password: str, *, unwanted: Iterable[str] = ()) -> None:
    """Refuse a password that a guesser would find; any mixture of signs is fine.

    Raises:
        PasswordRefusedError: with the reason, fit to be shown.
    """
    if len(password) > _LONGEST_TYPED or len(_normal(password)) > LONGEST_PASSWORD:
        raise PasswordRefusedError(
            f"A password has at most {LONGEST_PASSWORD} characters."
        )
    if len(_normal(password)) < SHORTEST_PASSWORD:
        raise PasswordRefusedError(
            f"Choose a password of at least {SHORTEST_PASSWORD} characters."
        )
    if _folded(password) in {_folded(name) for name in unwanted if name}:
        raise PasswordRefusedError(
            "This is a name that everybody can see here. Choose another password."
        )
    if _folded(password) in _common_passwords():
        raise PasswordRefusedError(
            "This is one of the passwords that are guessed first. Choose another one."
        )


def hash_password(password: str) -> str:
    """Return what is stored of a password."""
    return _hasher.hash(_encoded(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password is the right one, in the same time for any answer.

    Without a hash, because nobody has that name, the work is done all the same.
    """
    # What is too long cannot be anybody's password, so it need not be hashed.
    tried = password if len(password) <= _LONGEST_TYPED else ""
    try:
        return _hasher.verify(password_hash or _nobodys_hash(), _encoded(tried))
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(password_hash: str) -> bool:
    """Tell whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


def _normal(password: str) -> str:
    # Keyboards differ in how they send an accent; the person does not notice.
    return unicodedata.normalize("NFC", password)


def _encoded(password: str) -> bytes:
    return _normal(password).encode("utf-8", "surrogatepass")


def _folded(password: str) -> str:
    return _normal(password).strip().casefold()


def _nobodys_hash() -> str:
    """Build a hash that costs as much as a real one and that nothing verifies."""
    salt, digest = "A" * 22, "A" * 43
    return (
        f"$argon2id$v=19$m={_hasher.memory_cost},t={_hasher.time_cost},"
        f"p={_hasher.parallelism}${salt}${digest}"
    )


@cache
def _common_passwords() -> frozenset[str]:
    listed = resources.files("reviewblog.accounts") / "common_passwords.txt"
    lines = listed.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))

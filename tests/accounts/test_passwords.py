"""Which passwords are good enough, and how they are kept."""

from time import process_time

import pytest

from reviewblog.accounts.passwords import (
    LONGEST_PASSWORD,
    PasswordRefusedError,
    check_password,
    hash_password,
    needs_rehash,
    verify_password,
)
from tests.factories import PASSWORD, PASSWORD_HASH

pytestmark = pytest.mark.usefixtures("dear_passwords")


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "tiramisù",
        "x7" * 128,
        "千と千尋の神隠し",
        "    spaces    ",
        "nothing-but-letters",
        "\ud800 half a pair",
    ],
)
def test_check_password_wants_length_and_no_mixture(password: str) -> None:
    check_password(password)


@pytest.mark.parametrize(
    "password",
    ["", "sevenup", "x7" * 128 + "x", "e\u0301" * 7, "x" * 1_000_000],
)
def test_check_password_refuses_the_short_and_the_long(password: str) -> None:
    with pytest.raises(PasswordRefusedError, match="characters"):
        check_password(password)


@pytest.mark.parametrize("password", ["password", "Password1!", "iloveyou", "12345678"])
def test_check_password_refuses_what_is_guessed_first(password: str) -> None:
    with pytest.raises(PasswordRefusedError, match="guessed first"):
        check_password(password)


@pytest.mark.parametrize("password", ["tamsin.orrell", "Tamsin.Orrell", "ROW K of it"])
def test_check_password_refuses_what_everybody_sees(password: str) -> None:
    with pytest.raises(PasswordRefusedError, match="everybody can see"):
        check_password(password, unwanted=["", "tamsin.orrell", "Row K of it"])


def test_check_password_takes_no_time_for_a_megabyte() -> None:
    start = process_time()

    with pytest.raises(PasswordRefusedError):
        check_password("é" * 1_000_000)

    assert process_time() - start < 0.05


def test_hash_password_is_argon2id_and_salted() -> None:
    first, second = hash_password(PASSWORD), hash_password(PASSWORD)

    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert first != second
    assert PASSWORD not in first


def test_verify_password_knows_right_from_wrong() -> None:
    assert verify_password(PASSWORD_HASH, PASSWORD)
    assert not verify_password(PASSWORD_HASH, PASSWORD + " ")


def test_verify_password_reads_an_accent_however_it_was_typed() -> None:
    password_hash = hash_password("tiramisu\u0300")

    assert verify_password(password_hash, "tiramis\u00f9")


def test_verify_password_does_not_cut_a_password_short() -> None:
    password_hash = hash_password("x" * LONGEST_PASSWORD)

    assert not verify_password(password_hash, "x" * (LONGEST_PASSWORD - 1))


@pytest.mark.parametrize("password", ["", "\x00", "\ud800", "x" * 1_000_000])
def test_verify_password_survives_any_input(password: str) -> None:
    assert not verify_password(PASSWORD_HASH, password)


@pytest.mark.parametrize("password_hash", ["", "nonsense", "$argon2id$v=19$m=8"])
def test_verify_password_refuses_a_damaged_hash(password_hash: str) -> None:
    assert not verify_password(password_hash, PASSWORD)


def test_verify_password_works_as_hard_for_nobody() -> None:
    real = hash_password(PASSWORD)
    times = {}
    for password_hash in (real, None):
        start = process_time()
        assert not verify_password(password_hash, "a wrong password")
        times[password_hash] = process_time() - start

    # Without the work it would take a thousandth.
    assert times[None] > times[real] / 5


def test_needs_rehash_finds_weak_parameters() -> None:
    assert needs_rehash(PASSWORD_HASH)
    assert not needs_rehash(hash_password(PASSWORD))

"""Readers are estimated without any of them being known."""

from hashlib import sha256

import pytest

from reviewblog.stats.crowds import BITS, BYTES, bit_of, estimate, packed, unpacked


def crowd(size: int) -> int:
    bits = 0
    for number in range(size):
        bits |= bit_of(sha256(str(number).encode()).hexdigest())
    return bits


@pytest.mark.parametrize("size", [1, 2, 10, 300, 5_000])
def test_an_estimate_is_right_to_a_few_in_a_hundred(size: int) -> None:
    assert estimate(crowd(size)) == pytest.approx(size, rel=0.05)


def test_nobody_is_nobody_and_everything_has_an_end() -> None:
    assert estimate(0) == 0
    assert estimate((1 << BITS) - 1) > BITS


def test_whoever_comes_twice_is_one() -> None:
    assert estimate(crowd(10) | crowd(10)) == estimate(crowd(10))


def test_bits_come_back_from_the_database() -> None:
    bits = crowd(50)

    assert unpacked(packed(bits)) == bits
    assert len(packed(bits)) == BYTES
    assert unpacked(None) == 0

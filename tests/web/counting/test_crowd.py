"""A reader sets one bit, and nobody's address is kept for long."""

import pytest

from reviewblog.tokens import keyed_hash
from reviewblog.web.counting import crowd
from reviewblog.web.counting.crowd import MOST_READERS, SPAN_SECONDS, Crowd

AGENT = "NetNewsWire (RSS Reader; https://netnewswire.com/)"


class Clock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is hashed in the meantime."""
    seen: list[str] = []

    def noted(key: str, text: str) -> str:
        seen.append(text)
        return keyed_hash(key, text)

    monkeypatch.setattr(crowd, "keyed_hash", noted)
    return seen


def test_a_reader_sets_the_same_bit_in_every_process() -> None:
    bits = {Crowd("secret").bit_of("192.0.2.1", AGENT) for _ in range(2)}

    assert len(bits) == 1
    assert bits.pop().bit_count() == 1


@pytest.mark.parametrize(
    ("address", "agent", "secret"),
    [
        ("192.0.2.2", AGENT, "secret"),
        ("192.0.2.1", "another", "secret"),
        ("192.0.2.1", AGENT, "another"),
    ],
)
def test_another_reader_sets_another_bit(address: str, agent: str, secret: str) -> None:
    bit = Crowd("secret").bit_of("192.0.2.1", AGENT)

    assert Crowd(secret).bit_of(address, agent) != bit


def test_a_household_of_ipv6_is_one_reader() -> None:
    readers = Crowd("secret")

    bits = {readers.bit_of(f"2001:db8::{number}", AGENT) for number in range(5)}

    assert len(bits) == 1


def test_a_reader_is_worked_out_once_a_minute(hashed: list[str]) -> None:
    clock = Clock()
    readers = Crowd("secret", clock)

    first = [readers.bit_of("192.0.2.1", AGENT) for _ in range(9)]
    once = len(hashed)
    clock.now = SPAN_SECONDS
    later = readers.bit_of("192.0.2.1", AGENT)

    assert set(first) == {later}
    assert (once, len(hashed)) == (1, 2)


def test_more_readers_than_are_kept_are_told_apart_all_the_same() -> None:
    readers = Crowd("secret", Clock())
    alone = readers.bit_of("192.0.2.1", AGENT)

    for number in range(MOST_READERS + 1):
        readers.bit_of(f"10.0.{number >> 8}.{number & 255}", AGENT)

    assert readers.bit_of("192.0.2.1", AGENT) == alone

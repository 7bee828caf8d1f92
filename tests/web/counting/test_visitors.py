"""Who a request comes from, as far as a count must know it."""

from datetime import timedelta

import pytest

from reviewblog.clock import utcnow
from reviewblog.web.counting import visitors
from reviewblog.web.counting.visitors import bit_of_reader

AGENT = "NetNewsWire (RSS Reader; https://netnewswire.com/)"


def test_a_reader_sets_the_same_bit_in_every_process() -> None:
    bits = {bit_of_reader("secret", "192.0.2.1", AGENT) for _ in range(2)}

    assert len(bits) == 1
    assert bits.pop().bit_count() == 1


@pytest.mark.parametrize(
    ("secret", "address", "agent"),
    [
        ("secret", "192.0.2.2", AGENT),
        ("secret", "192.0.2.1", "another"),
        ("another", "192.0.2.1", AGENT),
    ],
)
def test_another_reader_sets_another_bit(secret: str, address: str, agent: str) -> None:
    bit = bit_of_reader("secret", "192.0.2.1", AGENT)

    assert bit_of_reader(secret, address, agent) != bit


def test_a_household_of_ipv6_is_one_reader() -> None:
    addresses = [f"2001:db8::{number}" for number in range(5)]

    assert len({bit_of_reader("secret", each, AGENT) for each in addresses}) == 1


def test_nobody_is_known_again_the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    today = bit_of_reader("secret", "192.0.2.1", AGENT)
    tomorrow = utcnow() + timedelta(days=1)

    monkeypatch.setattr(visitors, "utcnow", lambda: tomorrow)

    assert bit_of_reader("secret", "192.0.2.1", AGENT) != today

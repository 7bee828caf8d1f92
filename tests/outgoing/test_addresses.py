"""Where requests may go, decided with resolvers that say whatever the test wants."""

from collections.abc import Sequence

import pytest

from reviewblog.outgoing.addresses import Resolver, find_target, resolve
from reviewblog.outgoing.errors import OutgoingRefusedError

PUBLIC = ["93.184.216.34", "2606:2800:220:1::1"]
NOT_PUBLIC = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:808:808",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "fc00::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


def answering(*addresses: str) -> Resolver:
    def resolver(host: str, port: int) -> Sequence[str]:
        return addresses

    return resolver


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_asked(address: str) -> None:
    target = find_target("https://hub.example/push?a=b", resolver=answering(address))

    assert (target.address, target.host, target.port) == (address, "hub.example", 443)
    assert target.path == "/push?a=b"
    assert target.is_encrypted


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_off_the_public_internet_is_refused(address: str) -> None:
    with pytest.raises(OutgoingRefusedError, match=r"public internet|local network"):
        find_target("http://hub.example/", resolver=answering(address))


def test_one_private_address_among_public_ones_is_refused() -> None:
    mixed = answering(*PUBLIC, "127.0.0.1")

    with pytest.raises(OutgoingRefusedError, match="public internet"):
        find_target("http://hub.example/", resolver=mixed)


def test_a_name_is_resolved_once() -> None:
    # DNS rebinding: harmless when it is checked, ours when it is connected to.
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])

    target = find_target("http://hub.example/", resolver=lambda *_: next(answers))

    assert target.address == "93.184.216.34"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://localhost./",
    ],
)
def test_the_systems_own_resolver_is_not_believed_either(url: str) -> None:
    with pytest.raises(OutgoingRefusedError):
        find_target(url, resolver=resolve)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hub.example",
        "//hub.example/",
        "ftp://hub.example/",
        "file:///etc/passwd",
        "gopher://hub.example:80/",
        "http:///nowhere",
        "http://hub.example:99999/",
        "http://[hub.example/",
        "http://hub.example/a b",
        "http://hub.example/\r\nX: y",
        "http://hub.example/\x00",
        "http://hub.example/é",
        "http://hub\u3002example/",
        "http://" + "a" * 64 + ".example/",
        "http://hub.example/" + "a" * 2000,
        "http://name:word@hub.example/",
        "http://@hub.example/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(OutgoingRefusedError):
        find_target(url, resolver=answering(*PUBLIC))


@pytest.mark.parametrize("port", [0, 22, 25, 81, 6379, 8000, 8080])
def test_other_ports_are_refused(port: int) -> None:
    with pytest.raises(OutgoingRefusedError, match="ports 80 and 443"):
        find_target(f"http://hub.example:{port}/", resolver=answering(*PUBLIC))


def test_the_other_web_port_is_asked() -> None:
    target = find_target("http://hub.example:443/", resolver=answering(*PUBLIC))

    assert target.port == 443
    assert not target.is_encrypted


def test_a_name_without_addresses_is_refused() -> None:
    with pytest.raises(OutgoingRefusedError, match="there is no server"):
        find_target("http://hub.example/", resolver=answering())


def test_a_name_that_nobody_knows_is_refused() -> None:
    with pytest.raises(OutgoingRefusedError, match="there is no server"):
        find_target("http://name.invalid/", resolver=resolve)


def test_tests_may_reach_one_port_of_the_loopback_interface() -> None:
    target = find_target(
        "http://localhost:8099/", resolver=answering("127.0.0.1"), test_port=8099
    )

    assert (target.address, target.port) == ("127.0.0.1", 8099)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost:8098/", "127.0.0.1"),
        ("http://hub.example:8099/", "93.184.216.34"),
        ("http://hub.example:8099/", "10.0.0.1"),
        ("http://localhost/", "127.0.0.1"),
    ],
)
def test_the_port_for_tests_opens_nothing_else(url: str, address: str) -> None:
    with pytest.raises(OutgoingRefusedError):
        find_target(url, resolver=answering(address), test_port=8099)

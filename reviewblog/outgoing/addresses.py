"""Which network addresses a request may go to: those that anybody could reach.

An address that somebody typed is resolved once, and the connection goes to the very
address that was looked at: a name that changes its mind in between (DNS rebinding)
leads nowhere.
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from reviewblog.outgoing.errors import OutgoingRefusedError

PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2000

# What Python's is_global lets through, depending on its version, but nobody should:
# ways to write an IPv4 address as an IPv6 one, which a router may undo.
_TUNNELS = tuple(
    ip_network(text)
    for text in (
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64, local
        "2001::/23",  # Teredo and its neighbours
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "fec0::/10",  # site-local, as it once was
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
    )
)

Resolver = Callable[[str, int], Sequence[str]]


class Target(Struct, frozen=True):
    """Where a request goes: by name for the server, by number for the network."""

    url: SplitResult
    host: str
    port: int
    address: str

    @property
    def is_encrypted(self) -> bool:
        """Tell whether the server has to prove its name."""
        return self.url.scheme == "https"

    @property
    def path(self) -> str:
        """Return what to ask that server for."""
        query = f"?{self.url.query}" if self.url.query else ""
        return (self.url.path or "/") + query


def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise OutgoingRefusedError(f"there is no server {host}") from error
    return [str(sockaddr[0]) for *_, sockaddr in found]


def find_target(
    url: str, *, resolver: Resolver = resolve, test_port: int | None = None
) -> Target:
    """Decide where a request may go.

    ``test_port`` is the one port of the loopback interface that tests may use.

    Raises:
        OutgoingRefusedError: nowhere; the message says why.
    """
    parts, host, port = read_address(url)
    if port not in {*PORTS.values(), test_port}:
        raise OutgoingRefusedError("only ports 80 and 443 are asked")
    addresses = [_number(text) for text in resolver(host, port)]
    if not addresses:
        raise OutgoingRefusedError(f"there is no server {host}")
    is_test = port == test_port and all(address.is_loopback for address in addresses)
    # One bad address among good ones is how a trick looks, not a server.
    if not is_test and not all(is_public(address) for address in addresses):
        raise OutgoingRefusedError(f"{host} is not on the public internet")
    if not is_test and port not in PORTS.values():
        raise OutgoingRefusedError("only ports 80 and 443 are asked")
    return Target(parts, host, port, str(addresses[0]))


def read_address(url: str) -> tuple[SplitResult, str, int]:
    """Take a web address apart, into its parts, the host and the port.

    Raises:
        OutgoingRefusedError: it is none, or not one to ask.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise OutgoingRefusedError("this is no web address") from error
    if (
        parts.scheme not in PORTS
        or not host
        or len(url) > LONGEST_ADDRESS
        or not (url.isascii() and url.isprintable())
        or " " in url
    ):
        raise OutgoingRefusedError("this is no web address")
    if parts.username is not None or parts.password is not None:
        raise OutgoingRefusedError("a name and password are sent to nobody")
    return parts, host, PORTS[parts.scheme] if port is None else port


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether anybody on the internet could reach an address."""
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(
            address in tunnel
            for tunnel in _TUNNELS
            if tunnel.version == address.version
        )
    )


def _number(text: str) -> IPv4Address | IPv6Address:
    # An address with a zone ("%eth0") belongs to one cable.
    if "%" in text:
        raise OutgoingRefusedError("this address is on the local network")
    return ip_address(text)

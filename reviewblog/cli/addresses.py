"""The address at which a server answers: its name, and whether it is free."""

import socket

import click

EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 -- recognised, not bound


def address_of(host: str, port: int) -> str:
    """Return the address at which this machine reaches a server bound there."""
    name = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def refuse_taken_address(host: str, port: int) -> None:
    """Stop the start where another program already answers.

    The workers of a server share its address, so the system would let a second
    server join them: each would answer half of the readers.

    Raises:
        click.ClickException: the address cannot be bound.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for family, kind, protocol, _, address in found:
            with socket.socket(family, kind, protocol) as probe:
                # Connections that have ended are in nobody's way.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(
            f"cannot serve on {host}, port {port}: {reason}. "
            "Choose another with --port."
        ) from error

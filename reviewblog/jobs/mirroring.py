"""The files that a web server in front sends: what has come due by the clock goes."""

from typing import Protocol

from flask import current_app


class Mirror(Protocol):
    """Copies of pages in files."""

    def sweep(self) -> None:
        """Take away what is no longer true."""


def sweep_mirror() -> None:
    """Sweep, if this site keeps its pages in files at all."""
    mirror: Mirror | None = current_app.extensions.get("page_mirror")
    if mirror is not None:
        mirror.sweep()

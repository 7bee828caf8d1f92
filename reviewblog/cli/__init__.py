"""Commands for the person who runs the site: ``reviewblog --help``."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Put every command under ``flask`` as well."""

"""What every template may use: filters, the site, addresses of static files."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add our names to Jinja's."""

"""Who is asking: the bridge between the session cookie and an account."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Teach Flask-Login how to find an account."""

"""The door: setting up, signing in and out, and everybody's own account."""

from reviewblog.web.auth import account, link, login, setup
from reviewblog.web.auth.blueprint import bp

__all__ = ["account", "bp", "link", "login", "setup"]

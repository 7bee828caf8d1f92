"""The comments surface."""

from reviewblog.web.comments import (
    changing,
    deciding,
    mail,
    own,
    posting,
    privacy,
    showing,
)
from reviewblog.web.comments.blueprint import bp
from reviewblog.web.comments.commented import init_app

__all__ = [
    "bp",
    "changing",
    "deciding",
    "init_app",
    "mail",
    "own",
    "posting",
    "privacy",
    "showing",
]

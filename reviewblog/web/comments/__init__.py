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

__all__ = [
    "bp",
    "changing",
    "deciding",
    "mail",
    "own",
    "posting",
    "privacy",
    "showing",
]

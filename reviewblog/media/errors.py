"""Why a picture is not taken, in words for whoever chose it."""

from reviewblog.errors import ConflictError, DomainError


class PictureRefusedError(DomainError):
    """A file is no picture that may be kept; the message says what to do instead."""


class PictureInUseError(ConflictError):
    """A picture is shown somewhere, so it cannot be deleted."""

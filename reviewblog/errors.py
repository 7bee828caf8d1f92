"""Errors that mean "the rules say no", never "the program is broken"."""


class SchemaError(Exception):
    """The database cannot be used by this program; the message says why."""


class DomainError(Exception):
    """A rule of the blog refused the request; the message is safe to show."""


class ConflictError(DomainError):
    """The thing has moved on since the caller last looked at it."""


class LaterError(DomainError):
    """Not now: the same may be asked for again later."""

    def __init__(self, message: str, *, retry_after: int) -> None:
        """Say so in words, and in seconds until it is worth asking again."""
        super().__init__(message)
        self.retry_after = retry_after


class TooManyError(LaterError):
    """The same was asked for too often."""


class BusyError(LaterError):
    """Nothing can be stored, since somebody else has been writing for too long."""

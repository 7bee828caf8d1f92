"""What the desk refuses, and beside which field an author should read why."""

from reviewblog.errors import DomainError


class ReviewRefusedError(DomainError):
    """A review cannot be saved like this; ``field`` says where it is wrong."""

    def __init__(self, message: str, *, field: str) -> None:
        """Say what is wrong, and name the field of the review form it is about."""
        super().__init__(message)
        self.field = field

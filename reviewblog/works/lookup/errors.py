"""Why nothing could be looked up."""

from reviewblog.errors import DomainError


class LookUpError(DomainError):
    """A catalogue gave no answer of use; the message says so to an author."""

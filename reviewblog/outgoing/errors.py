"""Why another server was not asked, or gave no answer of use."""


class OutgoingError(Exception):
    """The request failed; the message says why, in words for the owner."""


class OutgoingRefusedError(OutgoingError):
    """The request was not even made, because of where it would have gone."""

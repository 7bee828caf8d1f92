"""Why a mail did not go out; each reason is in words that the owner can act on."""


class MailError(Exception):
    """The mail was not accepted."""


class PostponedError(MailError):
    """It may be accepted later."""


class RefusedError(MailError):
    """It will never be accepted as it is."""

"""What the rules are told about a comment besides what is stored of it."""

from datetime import timedelta

from msgspec import Struct


class Circumstances(Struct, frozen=True, kw_only=True):
    """How the form came back: how old it was, if known, and whether a trap sprang.

    ``is_exact`` says that the age is counted from the second in which the reader
    opened the page; on pages that all readers share it is only at least that.
    """

    form_age: timedelta | None = None
    is_exact: bool = False
    is_trapped: bool = False


NOTHING_KNOWN = Circumstances()


class Visit(Struct, frozen=True):
    """How a comment was sent: what only a service that is asked gets to know."""

    address: str
    user_agent: str = ""
    referrer: str = ""

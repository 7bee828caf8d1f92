"""How often something may be done, as an operator writes it."""

from msgspec import Struct

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Limit(Struct, frozen=True):
    """At most so many within so many seconds."""

    count: int
    seconds: int


def parse_limit(text: str) -> Limit | None:
    """Read a limit such as ``10/15m`` (units s, m, h, d), or ``off`` for none.

    Raises:
        ValueError: it reads otherwise; the message goes on from the setting's name.
    """
    if text == "off":
        return None
    count, _, span = text.partition("/")
    unit = UNITS.get(span[-1:])
    if unit is None or not (count.isdecimal() and span[:-1].isdecimal()):
        raise ValueError(f"must read like 10/15m, or off: {text}")
    if not int(count) or not int(span[:-1]):
        raise ValueError(f"must not be nought: {text}")
    return Limit(int(count), int(span[:-1]) * unit)

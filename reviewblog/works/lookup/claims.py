"""What Wikidata claims of an item, read from its JSON with suspicion.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html has the shape.
"""

import re
from collections.abc import Iterator

from reviewblog.works.lookup.shapes import Json, dig, entries, line, members, whole

_ITEM = re.compile(r"Q[1-9][0-9]{0,14}")
_TIME = re.compile(r"\+0*([1-9][0-9]{0,3})-")
_AMOUNT = re.compile(r"\+?([0-9]{1,6})(?:\.([0-9]{1,6}))?")
_A_YEAR = 9
_LAST = 10**6

# The units that running times are given in, in seconds.
_SECONDS = {"Q11574": 1, "Q7727": 60, "Q25235": 3600}


class Claims:
    """The statements of one item, by property."""

    def __init__(self, entity: Json) -> None:
        """Take an entity as ``wbgetentities`` gives it."""
        self._claims = members(entity, "claims")

    def values(self, name: str) -> Iterator[Json]:
        """Yield the values of a property but those that are known to be wrong."""
        for statement in self._standing(name):
            yield dig(statement, "mainsnak", "datavalue", "value")

    def best(self, name: str) -> list[Json]:
        """List the preferred values of a property, or all where none is preferred."""
        standing = list(self._standing(name))
        preferred = [each for each in standing if line(each, "rank") == "preferred"]
        return [
            dig(each, "mainsnak", "datavalue", "value")
            for each in preferred or standing
        ]

    def items(self, name: str) -> list[str]:
        """List the items that a property names."""
        return [item for value in self.values(name) if (item := item_of(value))]

    def identifier(self, name: str) -> str:
        """Return the best value of a property as text."""
        return next((text for value in self.best(name) if (text := line(value))), "")

    def cast(self) -> list[tuple[str, str]]:
        """List the items of the cast with the items, or names, of their parts (P161).

        Where places in the billing are given (P1545), they are in that order.
        """
        statements = sorted(self._standing("P161"), key=_place)
        return [
            (item, _part(each))
            for each in statements
            if (item := item_of(dig(each, "mainsnak", "datavalue", "value")))
        ]

    def first_year(self) -> int | None:
        """Return the year of the first publication (P577)."""
        years = [year for value in self.values("P577") if (year := _year(value))]
        return min(years, default=None)

    def minutes(self) -> int | None:
        """Return the running time (P2047), rounded."""
        return next((m for value in self.best("P2047") if (m := _minutes(value))), None)

    def original_title(self) -> tuple[str, str]:
        """Return the title in its own language, and that language (P1476)."""
        value = next(iter(self.best("P1476")), None)
        return line(value, "text"), line(value, "language")

    def _standing(self, name: str) -> Iterator[Json]:
        for statement in entries(self._claims, name):
            if line(statement, "rank") != "deprecated":
                yield statement


def item_of(value: Json) -> str:
    """Return the number of the item that a value is, with its Q."""
    item = line(value, "id")
    return item if _ITEM.fullmatch(item) else ""


def _part(statement: Json) -> str:
    role = dig(statement, "qualifiers", "P453", 0, "datavalue", "value")
    named = line(statement, "qualifiers", "P4633", 0, "datavalue", "value")
    return item_of(role) or named


def _place(statement: Json) -> int:
    return whole(statement, "qualifiers", "P1545", 0, "datavalue", "value") or _LAST


def _year(value: Json) -> int | None:
    found = _TIME.match(line(value, "time"))
    if not found or (whole(value, "precision") or 0) < _A_YEAR:
        return None
    return int(found[1])


def _minutes(value: Json) -> int | None:
    found = _AMOUNT.fullmatch(line(value, "amount"))
    unit = _SECONDS.get(line(value, "unit").rpartition("/")[2])
    if not found or not unit:
        return None
    return round(float(f"{found[1]}.{found[2] or 0}") * unit / 60) or None

"""What looking a film up would fill in a form, field by field."""

from collections.abc import Collection

from msgspec import Struct

from reviewblog.reviews.typed import Typed
from reviewblog.web.dashboard.film_fields import FilmFields, typed_facts
from reviewblog.works.facts import WorkFacts


class Offer(Struct, frozen=True, kw_only=True):
    """A value for a field, beside what stands there."""

    name: str
    label: str
    stands: str
    offered: str

    @property
    def is_advised(self) -> bool:
        """Tell whether taking it overwrites nothing."""
        return not self.stands


def offers_for(form: FilmFields, typed: Typed, facts: WorkFacts) -> list[Offer]:
    """List what facts would change in a form, as far as they know anything."""
    return [
        Offer(
            name=name,
            label=form[name].label.text,
            stands=typed[name].strip(),
            offered=offered,
        )
        for name, value in typed_facts(facts).items()
        if (offered := "" if value is None else str(value))
        and offered != typed[name].strip()
    ]


def filled(typed: Typed, facts: WorkFacts, names: Collection[str]) -> Typed:
    """Put facts into the named fields, and leave the others as they were typed."""
    offered = {
        name: str(value)
        for name, value in typed_facts(facts).items()
        if name in names and value not in (None, "")
    }
    kept = [(name, value) for name, value in typed.pairs if name not in offered]
    return Typed.of([*kept, *offered.items()])

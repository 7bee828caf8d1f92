"""What keeps people of one name apart, and what is refused so that it does."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.errors import DomainError
from reviewblog.works.crediting import CreditsError, check_label
from reviewblog.works.models import Credit, Person


class PersonRefusedError(DomainError):
    """A person cannot be like this; ``field`` says where it is wrong."""

    def __init__(self, message: str, *, field: str) -> None:
        """Say what is wrong, and name the field of the form it is about."""
        super().__init__(message)
        self.field = field


def refuse_untold(stays: str, leaves: str) -> None:
    """Refuse additions that do not tell two namesakes apart."""
    if not stays:
        raise PersonRefusedError(
            "Say what tells this one apart, too: else nobody knows who is meant.",
            field="stays",
        )
    if not leaves or leaves.casefold() == stays.casefold():
        raise PersonRefusedError(
            "Say what tells the new one apart, such as what they do or when they "
            "were born.",
            field="leaves",
        )


def refuse_no_split(
    session: Session, person: Person, credit_ids: Collection[int]
) -> None:
    """Refuse to give away no credit at all, or the last one."""
    query = select(Credit.id.in_(credit_ids), func.count())
    chosen = Counter[bool]()
    mine = query.where(Credit.person_id == person.id).group_by(Credit.id)
    for is_chosen, count in session.execute(mine):
        chosen[bool(is_chosen)] += count
    if not chosen[True]:
        raise PersonRefusedError(
            "Choose the credits that are somebody else’s.", field="credit_id"
        )
    if not chosen[False]:
        raise PersonRefusedError(
            "Leave at least one credit: if all are somebody else’s, change the name.",
            field="credit_id",
        )


def refuse_unreadable(
    name: str, addition: str, *, field: str = "disambiguation"
) -> None:
    """Refuse what could not be read back from the credits of a work."""
    if not name:
        raise PersonRefusedError("Give the name.", field="name")
    try:
        check_label(name)
    except CreditsError as refusal:
        raise PersonRefusedError(str(refusal), field="name") from refusal
    if "(" in addition or ")" in addition:
        raise PersonRefusedError("Leave the brackets out.", field=field)
    try:
        check_label(labelled(name, addition))
    except CreditsError as refusal:
        raise PersonRefusedError(
            "No commas, semicolons or the word “as” here, please: this is typed "
            "behind the name in credits.",
            field=field,
        ) from refusal


def refuse_taken(
    session: Session,
    label: str,
    *,
    besides: int | None = None,
    field: str = "disambiguation",
) -> None:
    """Refuse a name that somebody else goes by already."""
    full = Person.name + " (" + Person.disambiguation + ")"
    bare = (Person.name == label) & (Person.disambiguation == "")
    query = select(Person.id).where(bare | (full == label), Person.id != besides)
    if session.scalar(query.limit(1)) is not None:
        raise PersonRefusedError(
            f"Somebody else is “{label}” already: merge the two if they are one, or "
            "say what tells them apart.",
            field=field,
        )


def labelled(name: str, addition: str) -> str:
    """Return a name as it is typed in credits, with what tells it apart."""
    return f"{name} ({addition})" if addition else name

"""The forms about one person."""

from typing import Self

from wtforms import StringField

from reviewblog.web.dashboard.fields import as_line, at_most, required
from reviewblog.web.dashboard.refusable import LONGEST_SLUG, RefusableForm
from reviewblog.works.crediting import LONGEST_ADDITION, LONGEST_NAME
from reviewblog.works.models import Person
from reviewblog.works.namesakes import PersonDraft


class PersonForm(RefusableForm):
    """What somebody is called."""

    name = StringField(
        "Name",
        filters=[as_line],
        validators=[required("Give the name."), at_most(LONGEST_NAME)],
    )
    disambiguation = StringField(
        "What tells them apart",
        description="Where two people share a name: what they do, or when they were "
        "born. In the credits of a review, write it behind the name in brackets.",
        filters=[as_line],
        validators=[at_most(LONGEST_ADDITION)],
    )
    sort_name = StringField(
        "Filed under",
        description="Surname first. Left empty, it is made of the name.",
        filters=[as_line],
        validators=[at_most(LONGEST_NAME)],
    )
    slug = StringField(
        "Address",
        description="The last part of the page’s address. Left empty, it is made of "
        "the name. The old address leads to the new one, for ever.",
        filters=[as_line],
        validators=[at_most(LONGEST_SLUG)],
    )

    @classmethod
    def of(cls, person: Person) -> Self:
        """Open the form on a person; what was posted goes over it."""
        return cls(data=_typed(person))

    @classmethod
    def unposted(cls, person: Person) -> Self:
        """Open the form on a person, whatever another form of the page has posted."""
        return cls(formdata=None, data=_typed(person))

    def to_draft(self) -> PersonDraft:
        """Hand the validated fields to the domain."""
        return PersonDraft(
            name=self.name.data or "",
            disambiguation=self.disambiguation.data or "",
            sort_name=self.sort_name.data or "",
            slug=self.slug.data or "",
        )


class SplitForm(RefusableForm):
    """What tells two people apart who were taken for one."""

    leaves = StringField(
        "What tells the new one apart",
        description="For the credits that are ticked, such as “director”.",
        filters=[as_line],
        validators=[at_most(LONGEST_ADDITION)],
    )
    stays = StringField(
        "What tells this one apart",
        description="For the credits that stay, such as “actor”.",
        filters=[as_line],
        validators=[at_most(LONGEST_ADDITION)],
    )

    @classmethod
    def of(cls, person: Person) -> Self:
        """Open the form on a person; what was posted goes over it."""
        return cls(data={"stays": person.disambiguation})

    @classmethod
    def unposted(cls, person: Person) -> Self:
        """Open the form on a person, whatever another form of the page has posted."""
        return cls(formdata=None, data={"stays": person.disambiguation})


def _typed(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "disambiguation": person.disambiguation,
        "sort_name": person.sort_name,
        "slug": person.slug,
    }

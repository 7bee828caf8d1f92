"""The form about one topic."""

from typing import Self

from wtforms import StringField, TextAreaField

from reviewblog.reviews.models import Tag
from reviewblog.reviews.retagging import LONGEST_DESCRIPTION, TagDraft
from reviewblog.reviews.tagging import LONGEST_TAG
from reviewblog.web.dashboard.fields import as_line, at_most, required
from reviewblog.web.dashboard.refusable import LONGEST_SLUG, RefusableForm


class TagForm(RefusableForm):
    """What a topic is called, and what it is about."""

    name = StringField(
        "Name",
        filters=[as_line],
        validators=[required("Give the name."), at_most(LONGEST_TAG)],
    )
    description = TextAreaField(
        "What it is about",
        description="A sentence or two, shown on the topic’s page and to search "
        "engines.",
        filters=[as_line],
        validators=[at_most(LONGEST_DESCRIPTION)],
    )
    slug = StringField(
        "Address",
        description="The last part of the page’s address. Left empty, it is made of "
        "the name. The old address leads to the new one, for ever.",
        filters=[as_line],
        validators=[at_most(LONGEST_SLUG)],
    )

    @classmethod
    def of(cls, tag: Tag) -> Self:
        """Open the form on a topic; what was posted goes over it."""
        typed = {"name": tag.name, "description": tag.description, "slug": tag.slug}
        return cls(data=typed)

    def to_draft(self) -> TagDraft:
        """Hand the validated fields to the domain."""
        return TagDraft(
            name=self.name.data or "",
            description=self.description.data or "",
            slug=self.slug.data or "",
        )

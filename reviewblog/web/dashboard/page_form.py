"""The form in which a standing page is written."""

from wtforms import BooleanField, SelectField, StringField, TextAreaField

from reviewblog.standing.drafts import PageDraft
from reviewblog.standing.models import PageStatus
from reviewblog.web.dashboard.fields import as_line, as_text, at_most, options, required
from reviewblog.web.dashboard.refusable import RefusableForm

LONGEST_TITLE = 200
LONGEST_DEK = 300
LONGEST_BODY = 200_000
LONGEST_SLUG = 100


class PageForm(RefusableForm):
    """A page: what it says, where it lives, and which menus name it."""

    title = StringField(
        "Title",
        filters=[as_line],
        validators=[required("Give the page a title, please."), at_most(LONGEST_TITLE)],
    )
    dek = TextAreaField(
        "Dek, one sentence",
        description="Stands under the title, and in search results.",
        filters=[as_line],
        validators=[at_most(LONGEST_DEK)],
    )
    body = TextAreaField(
        "Text, in Markdown", filters=[as_text], validators=[at_most(LONGEST_BODY)]
    )
    slug = StringField(
        "Address",
        description="One word, such as about. Left empty, it is made of the title. "
        "A page that moves leaves a redirect behind, for ever.",
        filters=[as_line],
        validators=[at_most(LONGEST_SLUG)],
    )
    status = SelectField(
        "Who sees it",
        choices=options(
            {PageStatus.DRAFT: "Nobody yet", PageStatus.PUBLISHED: "Everybody"}
        ),
    )
    in_menu = BooleanField("In the menu at the top")
    in_footer = BooleanField("At the foot of every page")

    @classmethod
    def on(cls, draft: PageDraft) -> "PageForm":
        """Open the form on a page as it is; what was posted goes over it."""
        data = {name: getattr(draft, name) for name in PageDraft.__struct_fields__}
        form: PageForm = cls(data=data | {"status": draft.status.value})
        return form

    def to_draft(self) -> PageDraft:
        """Hand the validated fields to the domain."""
        return PageDraft(
            title=self.title.data or "",
            slug=self.slug.data or "",
            dek=self.dek.data or "",
            body=self.body.data or "",
            status=PageStatus(self.status.data),
            in_menu=self.in_menu.data,
            in_footer=self.in_footer.data,
        )

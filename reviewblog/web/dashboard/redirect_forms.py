"""The forms for redirects: one, or many as lines."""

from wtforms import StringField, TextAreaField

from reviewblog.errors import DomainError
from reviewblog.redirects.models import LONGEST_PATH, LONGEST_TARGET
from reviewblog.web.dashboard.fields import as_line, as_text, at_most, required
from reviewblog.web.dashboard.refusable import RefusableForm

LONGEST_IMPORT = 2_000_000


class RedirectForm(RefusableForm):
    """One old address, and where it leads."""

    path = StringField(
        "Old address",
        description="From its slash on, such as /2012/05/01/rush/ or /index.php?p=12.",
        filters=[as_line],
        validators=[required("Give the old address, please."), at_most(LONGEST_PATH)],
    )
    target = StringField(
        "New address",
        description="From its slash on, or a whole one if it is on another site.",
        filters=[as_line],
        validators=[required("Give the new address, please."), at_most(LONGEST_TARGET)],
    )


class ImportForm(RefusableForm):
    """Many redirects, one a line; a refusal about any line stands beside them all."""

    lines = TextAreaField(
        "One a line: the old address, a space, the new one",
        description="A line takes the place of what its old address led to before. "
        "Empty lines and those that begin with # are skipped.",
        filters=[as_text],
        validators=[
            required("Give at least one line, please."),
            at_most(LONGEST_IMPORT),
        ],
    )

    def refuse(self, refusal: DomainError) -> None:
        """Show any refusal beside the lines."""
        self.lines.errors = [*self.lines.errors, str(refusal)]

"""The form in which an owner says who decides about comments, and by what rules."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, TextAreaField

from reviewblog.comments.screening.blocks import read_list
from reviewblog.comments.screening.models import Block, BlockKind, CommentRules
from reviewblog.comments.screening.settings import (
    MOST_DAYS,
    MOST_FLOOD,
    MOST_LINKS,
    MOST_TRUST,
    RulesDraft,
)
from reviewblog.site.models import CommentMode, Site
from reviewblog.web.dashboard.fields import (
    WholeNumberField,
    as_text,
    between,
    options,
    readable_by,
    required,
)
from reviewblog.web.moderation_wording import MODES

NUMBER = "Give a number, please."
NO = ("", "0", "false", "no", "off")


def list_field(label: str, description: str, kind: BlockKind) -> TextAreaField:
    """Make a field for a list with one entry a line."""
    return TextAreaField(
        label,
        description=description,
        filters=[as_text],
        validators=[readable_by(lambda typed: read_list(kind, typed))],
    )


class CommentRulesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Comments on the whole site; a review may have a mode of its own."""

    mode = SelectField(
        "Who decides about a comment",
        description="A review may have its own answer. Closing the site closes every"
        " review; comments that are there stay. Spam goes to the spam bin in each of"
        " them, where it can be found again.",
        choices=options(MODES),
    )
    close_after = WholeNumberField(
        "Close after so many days",
        description="Counted from when a review appeared. Nought leaves comments open;"
        " a review may have its own time.",
        validators=[required(NUMBER), between(0, MOST_DAYS)],
    )
    trust_after = WholeNumberField(
        "A reader is known after so many approved comments",
        description="They are known by their browser or their email address. A comment"
        " marked as spam or deleted weighs as much as three approved ones.",
        validators=[required(NUMBER), between(1, MOST_TRUST)],
    )
    most_links = WholeNumberField(
        "Links let through",
        description="A comment with more of them waits.",
        validators=[required(NUMBER), between(0, MOST_LINKS)],
    )
    flood_count = WholeNumberField(
        "A flood is so many comments in ten minutes",
        description="From then on everything waits for an hour, and the owners are"
        " told. Nought means never.",
        validators=[required(NUMBER), between(0, MOST_FLOOD)],
    )
    holds_imitators = BooleanField(
        "Hold names that look like ours",
        description="Whoever could be taken for one of the house, or is called “Admin”,"
        " waits to be read.",
        false_values=NO,
    )
    uses_filter = BooleanField(
        "Let the filter sort",
        description="It learns from what you approve and what you mark as spam, here"
        " and from nobody else, and gives its opinion from ten spam comments"
        " and three good ones on.",
        false_values=NO,
    )
    words = list_field(
        "Words",
        "One word or phrase a line. A comment with one of them goes to the spam bin.",
        BlockKind.WORD,
    )
    domains = list_field(
        "Domains",
        "One a line, such as pills.example, which stands for www.pills.example too.",
        BlockKind.DOMAIN,
    )
    emails = list_field(
        "Email addresses",
        "One a line: somebody@mail.example, or @mail.example for all of them.",
        BlockKind.EMAIL,
    )

    def __init__(
        self, site: Site, rules: CommentRules, blocks: Iterable[Block]
    ) -> None:
        """Open the form on things as they are; what was posted goes over it."""
        listed = {
            kind: "\n".join(sorted(b.value for b in blocks if b.kind is kind))
            for kind in BlockKind
        }
        super().__init__(
            data={
                "mode": site.comment_mode.value,
                "close_after": site.comments_close_after,
                "trust_after": rules.trust_after,
                "most_links": rules.most_links,
                "flood_count": rules.flood_count,
                "holds_imitators": rules.holds_imitators,
                "uses_filter": rules.uses_filter,
                "words": listed[BlockKind.WORD],
                "domains": listed[BlockKind.DOMAIN],
                "emails": listed[BlockKind.EMAIL],
            }
        )

    def to_draft(self) -> RulesDraft:
        """Hand the validated fields to the domain."""
        return RulesDraft(
            mode=CommentMode(self.mode.data),
            close_after=self.close_after.data or 0,
            trust_after=self.trust_after.data or 1,
            most_links=self.most_links.data or 0,
            flood_count=self.flood_count.data or 0,
            holds_imitators=bool(self.holds_imitators.data),
            uses_filter=bool(self.uses_filter.data),
            words=read_list(BlockKind.WORD, self.words.data or ""),
            domains=read_list(BlockKind.DOMAIN, self.domains.data or ""),
            emails=read_list(BlockKind.EMAIL, self.emails.data or ""),
        )

"""The form in which a review is written: the contract's fields, and some more."""

from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from flask import request
from flask_wtf.form import _Auto
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import AnyOf

from reviewblog.clock import utcnow
from reviewblog.media.models import LONGEST_CAPTION
from reviewblog.reviews.drafts import ReviewDraft, draft_of
from reviewblog.reviews.grades import GradeScale
from reviewblog.reviews.models import Review
from reviewblog.reviews.publishing import Action
from reviewblog.reviews.tagging import read_tags, write_tags
from reviewblog.reviews.typed import Seen, Typed
from reviewblog.site.local_time import (
    LocalTime,
    LocalTimeError,
    read_local_time,
    write_local_time,
)
from reviewblog.site.models import CommentMode
from reviewblog.web.dashboard.fields import (
    as_line,
    as_list,
    as_text,
    at_most,
    options,
    readable_by,
)
from reviewblog.web.dashboard.film_fields import (
    LONGEST_LIST,
    LONGEST_TITLE,
    FilmFields,
    typed_facts,
)
from reviewblog.web.dashboard.refusable import RefusableForm
from reviewblog.web.moderation_wording import MODES
from reviewblog.web.wording import zone_words
from reviewblog.works.facts import WorkFacts

LONGEST_BODY = 200_000
LONGEST_TAB = 64
# What a form sends that is no part of the text.
BOOKKEEPING = frozenset(
    {
        "csrf_token",
        "action",
        "base",
        "tab",
        "echo",
        "despite_embargo",
        "candidate",
        "take",
    }
)
AS_ON_SITE = "site"
# Said by the radio button, since an empty value is easily taken for none at all.
NO_GRADE = NO_STILL = "none"


class ReviewForm(RefusableForm, FilmFields):
    """A review, its film, and what shall be done with it."""

    title = StringField(
        "Headline",
        description="Left empty, the film’s title.",
        filters=[as_line],
        validators=[at_most(LONGEST_TITLE)],
    )
    dek = TextAreaField(
        "Dek, one sentence",
        description="Shown in lists and feeds.",
        filters=[as_line],
        validators=[at_most(LONGEST_TITLE)],
    )
    body = TextAreaField(
        "Review, in Markdown",
        description="Hide an ending: >!in a line!<, or between ::: spoiler and :::.",
        filters=[as_text],
        validators=[at_most(LONGEST_BODY)],
    )
    grade = StringField("Grade", filters=[as_line])
    tags = StringField(
        "Topics",
        description="Tags, with commas between them.",
        filters=[as_list],
        validators=[at_most(LONGEST_LIST), readable_by(read_tags)],
    )
    slug = StringField(
        "Address",
        description="The end of the link. Left empty, it is made from title and year.",
        filters=[as_line],
        validators=[at_most(LONGEST_TITLE)],
    )
    published_at = StringField("Publish at", filters=[as_line])
    comment_mode = SelectField(
        "Comments", choices=options({AS_ON_SITE: "As on the whole site"} | MODES)
    )
    comments_close_at = StringField(
        "Close comments at",
        description="Left empty, as on the whole site.",
        filters=[as_line],
    )
    still = StringField("Still", filters=[as_line])
    still_caption = StringField(
        "Caption of the still",
        description="Left empty, what the library says.",
        filters=[as_line],
        validators=[at_most(LONGEST_CAPTION)],
    )
    # The text that the form was opened on, and the page that it was opened in.
    base = HiddenField(filters=[as_line])
    tab = HiddenField(filters=[as_line])
    # Shown while there is an embargo.
    despite_embargo = BooleanField("Publish it before its embargo ends")
    # The buttons send it, so no template shows it.
    action = StringField(
        default=Action.SAVE.value,
        validators=[
            AnyOf([action.value for action in Action], "Choose what to do with it.")
        ],
    )

    def __init__(
        self,
        draft: ReviewDraft,
        zone: ZoneInfo,
        typed: Typed | type[_Auto] | None = _Auto,
    ) -> None:
        """Open the form on a draft; what was typed, or else posted, goes over it."""
        self.zone = zone
        self.time_note = ""
        self._known_time = draft.published_at
        formdata = MultiDict(typed.pairs) if isinstance(typed, Typed) else typed
        super().__init__(formdata, data=_typed(draft, zone))
        self.published_at.description = (
            f"By the clock of {zone_words(zone, at=draft.published_at or utcnow())}. "
            "Left empty, the moment you publish."
        )

    @classmethod
    def empty(cls, zone: ZoneInfo) -> Self:
        """Open the form for a new review."""
        return cls(ReviewDraft(film=WorkFacts(title="")), zone)

    @property
    def asked(self) -> Action:
        """Return what the author asks for."""
        return Action(self.action.data or Action.SAVE)

    @property
    def seen(self) -> Seen:
        """Return what its writer has seen of the review."""
        return Seen(base=self.base.data or "", tab=(self.tab.data or "")[:LONGEST_TAB])

    @property
    def time(self) -> datetime | None:
        """Return the moment in the field for the time of publication."""
        return self._read_time().moment if self.published_at.data else None

    def validate_published_at(self, field: StringField) -> None:
        """Take a time of the site's clock, and remember what was odd about it."""
        if field.data:
            try:
                self.time_note = self._read_time().note
            except LocalTimeError as refusal:
                raise ValidationError(str(refusal)) from refusal

    def validate_comments_close_at(self, _field: StringField) -> None:
        """Take a time of the site's clock."""
        try:
            self._closing_time()
        except LocalTimeError as refusal:
            raise ValidationError(str(refusal)) from refusal

    def to_draft(self) -> ReviewDraft:
        """Hand the validated fields to the domain."""
        return ReviewDraft(
            film=self.to_facts(),
            title=self.title.data or "",
            grade="" if self.grade.data == NO_GRADE else self.grade.data or "",
            dek=self.dek.data or "",
            body=self.body.data or "",
            tags=read_tags(self.tags.data or ""),
            slug=self.slug.data or "",
            published_at=self.time,
            comment_mode=self._comment_mode(),
            comments_close_at=self._closing_time(),
            still="" if self.still.data == NO_STILL else self.still.data or "",
            still_caption=self.still_caption.data or "",
        )

    def _comment_mode(self) -> CommentMode | None:
        mode = self.comment_mode.data
        return None if mode == AS_ON_SITE else CommentMode(mode)

    def _closing_time(self) -> datetime | None:
        typed = self.comments_close_at.data
        return read_local_time(typed, self.zone).moment if typed else None

    def _read_time(self) -> LocalTime:
        typed = self.published_at.data or ""
        known = self._known_time
        # The field has no seconds: untouched, it means the moment it was made from.
        if known is not None and typed == write_local_time(known, self.zone):
            return LocalTime(known)
        return read_local_time(typed, self.zone)


def posted_text() -> Typed:
    """Return what this request's form sent, as it was typed."""
    fields = request.form.items(multi=True)
    return Typed.of(pair for pair in fields if pair[0] not in BOOKKEEPING)


def text_of(review: Review, scale: GradeScale | None, zone: ZoneInfo) -> Typed:
    """Write a review, loaded for its page, as its form would send it untouched."""
    values = _typed(draft_of(review), zone)
    if review.grade is None:
        values["grade"] = NO_GRADE
    elif scale and review.grade.scale_id == scale.id:
        values["grade"] = review.grade.label
    fields = (
        (name, "" if value is None else str(value)) for name, value in values.items()
    )
    return Typed.of(fields)


def _typed(draft: ReviewDraft, zone: ZoneInfo) -> dict[str, Any]:
    """Write a draft as it would have been typed."""
    time, closes = draft.published_at, draft.comments_close_at
    return {
        **typed_facts(draft.film),
        "title": draft.title,
        "dek": draft.dek,
        "body": draft.body,
        "grade": draft.grade,
        "tags": write_tags(draft.tags),
        "slug": draft.slug,
        "published_at": write_local_time(time, zone) if time else "",
        "comment_mode": draft.comment_mode or AS_ON_SITE,
        "comments_close_at": write_local_time(closes, zone) if closes else "",
        "still": draft.still or NO_STILL,
        "still_caption": draft.still_caption,
    }

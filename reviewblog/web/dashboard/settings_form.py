"""The forms in which an owner says how the site shall be."""

from typing import Self

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField

from reviewblog.reviews.grades import GradeScale
from reviewblog.reviews.grading import LONGEST_MEANING, ready_key
from reviewblog.reviews.ready_scales import READY_SCALES
from reviewblog.site.models import RunningTimeStyle, Site
from reviewblog.site.settings import (
    FEWEST_PER_PAGE,
    MOST_FEED_ITEMS,
    MOST_PER_PAGE,
    SiteDraft,
    time_zones,
)
from reviewblog.web.dashboard.fields import (
    WholeNumberField,
    as_line,
    at_most,
    between,
    language_code,
    options,
    required,
)
from reviewblog.web.wording import grade_label

YES, NO = "yes", "no"
KEEP_SCALE = "keep"


class SettingsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What the whole site has in common."""

    title = StringField(
        "Name of the site",
        description="On every page, in feeds, and as the sender of mail.",
        filters=[as_line],
        validators=[required("Give the site a name, please."), at_most(120)],
    )
    tagline = StringField(
        "Tagline",
        description="One line under the name, on the front page.",
        filters=[as_line],
        validators=[at_most(200)],
    )
    author_name = StringField(
        "Who writes here",
        description="Named in feeds and to search engines.",
        filters=[as_line],
        validators=[at_most(120)],
    )
    footer = TextAreaField(
        "Footer",
        description="At the foot of every page. Left empty, the name of the site.",
        filters=[as_line],
        validators=[at_most(500)],
    )
    language = StringField(
        "Language",
        description="A code such as en, fr or pt-BR.",
        filters=[as_line],
        validators=[required("Give a code such as en, please."), language_code],
    )
    time_zone = SelectField(
        "Time zone",
        description="By its clock you publish and readers see the time.",
        choices=lambda: [(name, name) for name in time_zones()],
    )
    running_time_style = SelectField(
        "Running times",
        description="How long a film is, as readers see it.",
        choices=options(
            {
                RunningTimeStyle.HOURS: "1 Hr. 56 Mins.",
                RunningTimeStyle.MINUTES: "116 minutes",
            }
        ),
    )
    reviews_per_page = WholeNumberField(
        "Reviews on a page",
        description="On the front page and the pages of topics; then come older ones.",
        validators=[
            required("Give a number, please."),
            between(FEWEST_PER_PAGE, MOST_PER_PAGE),
        ],
    )
    grade_scale = SelectField(
        "Grades from now on",
        description="Verdicts already given stay on the scale of their day.",
    )
    feed_full_text = SelectField(
        "In feeds",
        description="What somebody with a feed reader gets without coming here.",
        choices=options({YES: "The whole text", NO: "The dek, with a link"}),
    )
    feed_items = WholeNumberField(
        "Reviews in a feed",
        description="The newest ones; readers of feeds find the others page by page.",
        validators=[required("Give a number, please."), between(1, MOST_FEED_ITEMS)],
    )
    feed_shows_grade = SelectField(
        "Grade in the title of an item",
        description="Such as “Rush (1991): B+”, so that a list of titles says it.",
        choices=options({NO: "No", YES: "Yes"}),
    )

    def __init__(self, site: Site, scale: GradeScale | None) -> None:
        """Open the form on the site as it is; what was posted goes over it."""
        super().__init__(data=_typed(site, scale))
        own = {KEEP_SCALE: scale.name} if scale and ready_key(scale) is None else {}
        ready = {key: ready.name for key, ready in READY_SCALES.items()}
        self.grade_scale.choices = list((own | ready).items())

    @property
    def chosen_scale(self) -> str | None:
        """Return the key of the scale asked for; None leaves the one in use."""
        key = self.grade_scale.data
        return None if key == KEEP_SCALE else key

    def to_draft(self) -> SiteDraft:
        """Hand the validated fields to the domain."""
        return SiteDraft(
            title=self.title.data or "",
            tagline=self.tagline.data or "",
            author_name=self.author_name.data or "",
            footer=self.footer.data or "",
            language=self.language.data or "",
            time_zone=self.time_zone.data,
            running_time_style=RunningTimeStyle(self.running_time_style.data),
            reviews_per_page=self.reviews_per_page.data or FEWEST_PER_PAGE,
            feed_items=self.feed_items.data or 1,
            feed_full_text=self.feed_full_text.data == YES,
            feed_shows_grade=self.feed_shows_grade.data == YES,
        )


class MeaningsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A sentence for each grade of the scale in use; the fields are added to it."""

    @classmethod
    def of(cls, scale: GradeScale | None) -> Self:
        """Make the form for one scale; a field is named after the grade's id."""
        grades = scale.grades if scale else []
        fields = {
            f"meaning_{grade.id}": StringField(
                grade_label(grade.label),
                filters=[as_line],
                validators=[at_most(LONGEST_MEANING)],
            )
            for grade in grades
        }
        form_class = type("MeaningsForm", (cls,), fields)
        form: Self = form_class(
            data={f"meaning_{grade.id}": grade.meaning for grade in grades}
        )
        return form

    def meanings(self) -> dict[int, str]:
        """Return what each grade means, by its id."""
        return {
            int(field.name.removeprefix("meaning_")): field.data or ""
            for field in self
            if field.name.startswith("meaning_")
        }


def _typed(site: Site, scale: GradeScale | None) -> dict[str, object]:
    key = ready_key(scale) if scale else None
    return {
        "title": site.title,
        "tagline": site.tagline,
        "author_name": site.author_name,
        "footer": site.footer,
        "language": site.language,
        "time_zone": site.time_zone,
        "running_time_style": site.running_time_style.value,
        "reviews_per_page": site.reviews_per_page,
        "grade_scale": key or KEEP_SCALE,
        "feed_items": site.feed_items,
        "feed_full_text": YES if site.feed_full_text else NO,
        "feed_shows_grade": YES if site.feed_shows_grade else NO,
    }

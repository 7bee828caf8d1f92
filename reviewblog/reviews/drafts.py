"""What an author typed about a review, as plain values, and the way back."""

from datetime import datetime

from msgspec import Struct

from reviewblog.reviews.models import Review
from reviewblog.site.models import CommentMode
from reviewblog.works.facts import WorkFacts, facts_of

UNTITLED = "Untitled"
# Said instead of a label: leave the verdict as it was given, on whatever scale.
KEEP_GRADE = "keep"


class ReviewDraft(Struct, frozen=True, kw_only=True):
    """Everything an author decides about a review, cleaned and read by a form.

    An empty ``title`` means the film's, an empty ``slug`` the usual one, and an empty
    ``grade`` none; otherwise a grade is a label of the scale in use. ``still`` is the
    hash of the picture above the text, or empty.
    """

    film: WorkFacts
    title: str = ""
    grade: str = ""
    dek: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()
    slug: str = ""
    published_at: datetime | None = None
    still: str = ""
    still_caption: str = ""
    comment_mode: CommentMode | None = None
    comments_close_at: datetime | None = None

    @property
    def headline(self) -> str:
        """Return the title that readers see."""
        return self.title or self.film.title or UNTITLED

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing in it that would be worth keeping."""
        return not f"{self.film.title}{self.title}{self.dek}{self.body}".strip()


def draft_of(review: Review) -> ReviewDraft:
    """Read a draft back from a review loaded for its page."""
    usual = {review.work.title, "" if review.work.title else UNTITLED}
    return ReviewDraft(
        film=facts_of(review.work),
        title="" if review.title in usual else review.title,
        grade=KEEP_GRADE if review.grade else "",
        dek=review.dek,
        body=review.body,
        tags=tuple(tag.name for tag in review.tags),
        slug=review.slug,
        published_at=review.published_at,
        still=review.still.picture.hash if review.still else "",
        still_caption=review.still.caption if review.still else "",
        comment_mode=review.comment_mode,
        comments_close_at=review.comments_close_at,
    )

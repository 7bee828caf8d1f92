"""What the picture for a shared link says about a review."""

from reviewblog.cards import Card
from reviewblog.reviews.models import Review
from reviewblog.web.site import current_site
from reviewblog.web.wording import grade_label


def card_of(review: Review) -> Card:
    """Describe the card of a review loaded with its grade."""
    grade = review.grade
    return Card(
        title=review.title,
        site=current_site().title,
        grade=grade_label(grade.label) if grade else "",
        percent=grade.percent if grade else 0,
    )

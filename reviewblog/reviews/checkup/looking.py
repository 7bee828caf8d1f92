"""Looking the whole archive over, in a number of statements that does not grow."""

from sqlalchemy.orm import Session

from reviewblog.reviews.checkup import doubles, gaps
from reviewblog.reviews.checkup.flaws import Findings, FlawKind
from reviewblog.reviews.checkup.links import dead_links
from reviewblog.works.models import CreditRole


def look_over(session: Session, *, site_url: str) -> Findings:
    """Find what is amiss; a kind of which there is nothing has an empty list."""
    return {
        FlawKind.DEAD_LINK: dead_links(session, site_url=site_url),
        FlawKind.NO_DESCRIPTION: gaps.without_description(session),
        FlawKind.UNLINKED_LOOK: doubles.unlinked_looks(session),
        FlawKind.DOUBLED_PERSON: doubles.doubled_people(session),
        FlawKind.NO_YEAR: gaps.without_year(session),
        FlawKind.NO_DIRECTOR: gaps.without(session, CreditRole.DIRECTOR),
        FlawKind.NO_CAST: gaps.without(session, CreditRole.CAST),
    }

"""What was left out of the facts of published reviews, and of their pictures."""

from sqlalchemy import ColumnElement, literal, or_, select
from sqlalchemy.orm import Session

from reviewblog.media.models import Picture
from reviewblog.reviews.checkup.flaws import SHOWN, Flaw, Spot, SpotKind
from reviewblog.reviews.models import Review
from reviewblog.reviews.stills import ChosenStill, picture_use
from reviewblog.text.stills import ADDRESS_START
from reviewblog.works.models import Credit, CreditRole, Work, WorkKind

# Of a book or an album nobody expects a director, of an episode nobody misses a cast.
ON_SCREEN = (WorkKind.FILM, WorkKind.SHORT)


def without_year(session: Session) -> list[Flaw]:
    """List works with published reviews whose year is not known."""
    return _works_like(session, Work.release_year.is_(None))


def without(session: Session, role: CreditRole) -> list[Flaw]:
    """List films with published reviews that credit nobody in a role."""
    credited = select(Credit.id).where(Credit.work_id == Work.id, Credit.role == role)
    return _works_like(session, Work.kind.in_(ON_SCREEN), ~credited.exists())


def without_description(session: Session) -> list[Flaw]:
    """List pictures that published reviews show without saying what is on them.

    A text may describe a picture in its own words; above a review nothing else does.
    """
    above = select(ChosenStill.review_id).where(
        ChosenStill.review_id == Review.id, ChosenStill.picture_id == Picture.id
    )
    bare = Review.body.contains(literal(f"![]({ADDRESS_START}") + Picture.hash)
    query = (
        select(Picture.id, Picture.filename)
        .join(picture_use, picture_use.c.picture_id == Picture.id)
        .join(Review, Review.id == picture_use.c.review_id)
        .where(Picture.alt == "", SHOWN, or_(above.exists(), bare))
        .group_by(Picture.id, Picture.filename)
        .order_by(Picture.id)
    )
    rows = session.execute(query)
    return [Flaw((Spot(SpotKind.PICTURE, number, name),)) for number, name in rows]


def _works_like(session: Session, *conditions: ColumnElement[bool]) -> list[Flaw]:
    """List the works that readers know and that are like this; one statement."""
    query = (
        select(Work.id, Work.title, Work.release_year)
        .where(Work.id.in_(select(Review.work_id).where(SHOWN)), *conditions)
        .order_by(Work.sort_title, Work.id)
    )
    return [
        Flaw((Spot(SpotKind.WORK, number, f"{title} ({year})" if year else title),))
        for number, title, year in session.execute(query)
    ]

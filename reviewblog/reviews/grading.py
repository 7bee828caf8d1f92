"""Choosing the scale on which to judge from now on, and saying what its grades mean."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from reviewblog.reviews.grades import GradeScale
from reviewblog.reviews.ready_scales import READY_SCALES, ReadyScale
from reviewblog.reviews.scales import adopt_scale, find_current_scale

LONGEST_MEANING = 200


def choose_scale(session: Session, key: str, *, at: datetime) -> GradeScale:
    """Judge on a ready-made scale from now on; verdicts already given stay.

    One that was in use before is taken up again, so that its old verdicts and the new
    ones are steps of the same scale.
    """
    ready = READY_SCALES[key]
    scales = session.scalars(
        select(GradeScale)
        .order_by(GradeScale.adopted_at.desc(), GradeScale.id.desc())
        .options(selectinload(GradeScale.grades))
    ).all()
    known = next((scale for scale in scales if _is_like(scale, ready)), None)
    if known is None:
        return adopt_scale(session, ready.name, ready.steps, at=at)
    if known is not scales[0]:
        known.adopted_at = at
        session.flush()
    return known


def explain_grades(session: Session, meanings: Mapping[int, str]) -> None:
    """Change what the grades of the scale in use are said to mean, by their ids."""
    scale = find_current_scale(session)
    for grade in scale.grades if scale else ():
        grade.meaning = meanings.get(grade.id, grade.meaning)
    session.flush()


def ready_key(scale: GradeScale) -> str | None:
    """Tell which of the ready-made scales this is, if it is one."""
    matches = (key for key, ready in READY_SCALES.items() if _is_like(scale, ready))
    return next(matches, None)


def _is_like(scale: GradeScale, ready: ReadyScale) -> bool:
    # Its meanings are the owner's to change, and its name is only a name.
    steps = [(grade.label, grade.percent) for grade in scale.grades]
    return steps == [(step.label, step.percent) for step in ready.steps]

"""Choosing the scale on which to judge from now on, and saying what its grades mean."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from reviewblog.errors import DomainError
from reviewblog.reviews.grades import GradeScale
from reviewblog.reviews.ready_scales import READY_SCALES, ReadyScale
from reviewblog.reviews.scales import Step, adopt_scale, find_current_scale

LONGEST_MEANING = 200
LONGEST_LABEL = 20
FEWEST_STEPS, MOST_STEPS = 2, 20
# They stand for something else in the form of a review and in the archive.
TAKEN = frozenset({"none", "keep"})


class ScaleRefusedError(DomainError):
    """Nobody could judge on a scale like this; the message says why."""


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


def make_scale(
    session: Session, name: str, steps: Sequence[Step], *, at: datetime
) -> GradeScale:
    """Judge on a scale of one's own from now on; takes its steps from the best down.

    With the labels of the scale in use, name and meanings are changed in place;
    otherwise it is another scale, and verdicts already given keep theirs.

    Raises:
        ScaleRefusedError: it has too few steps or too many, or one twice.
    """
    _refuse_odd(steps)
    scale = find_current_scale(session)
    if scale is None or not _is_like(scale, ReadyScale(name, steps)):
        return adopt_scale(session, name, steps, at=at)
    scale.name = name
    for grade, step in zip(scale.grades, steps, strict=True):
        grade.meaning = step.meaning
    session.flush()
    return scale


def read_steps(text: str) -> list[Step]:
    """Read lines ``Label = meaning``, the best first, as steps evenly apart."""
    lines = [line.partition("=") for line in text.split("\n") if line.strip()]
    last = max(1, len(lines) - 1)
    return [
        Step(label.strip(), round(100 * (last - place) / last), meaning.strip())
        for place, (label, _, meaning) in enumerate(lines)
    ]


def write_steps(scale: GradeScale) -> str:
    """Write the steps of a scale as ``read_steps`` reads them."""
    return "\n".join(
        f"{grade.label} = {grade.meaning}".removesuffix(" = ") for grade in scale.grades
    )


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


def _refuse_odd(steps: Sequence[Step]) -> None:
    if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
        raise ScaleRefusedError(
            f"A scale has {FEWEST_STEPS} to {MOST_STEPS} grades, one a line; "
            f"this has {len(steps)}."
        )
    seen: set[str] = set()
    for step in steps:
        _refuse_step(step)
        if step.label.casefold() in seen:
            raise ScaleRefusedError(f"“{step.label}” stands there twice.")
        seen.add(step.label.casefold())


def _refuse_step(step: Step) -> None:
    if not step.label:
        raise ScaleRefusedError(f"What is the grade that means “{step.meaning}”?")
    if step.label.casefold() in TAKEN:
        raise ScaleRefusedError(
            f"“{step.label}” cannot be a grade: it means something."
        )
    if len(step.label) > LONGEST_LABEL:
        raise ScaleRefusedError(
            f"“{step.label[:30]}…” is too long: {LONGEST_LABEL} characters at most."
        )
    if len(step.meaning) > LONGEST_MEANING:
        raise ScaleRefusedError(
            f"What “{step.label}” means is too long: {LONGEST_MEANING} characters."
        )


def _is_like(scale: GradeScale, ready: ReadyScale) -> bool:
    # Its meanings are the owner's to change, and its name is only a name.
    steps = [(grade.label, grade.percent) for grade in scale.grades]
    return steps == [(step.label, step.percent) for step in ready.steps]

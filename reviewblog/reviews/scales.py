"""Which grade scale is in use, and the ready-made ones."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from reviewblog.db import ask
from reviewblog.reviews.grades import Grade, GradeScale, RankedGrade
from reviewblog.reviews.memory import remembered


class Step(Struct, frozen=True):
    """One step of a scale to be: its label, percentage and meaning."""

    label: str
    percent: int
    meaning: str


# The percentages are those Metacritic publishes for letter grades: A is 100, F is
# nought, the rest evenly between; A+ ranks above A all the same.
LETTERS = (
    Step("A+", 100, "One of the few that I would keep if I could keep a few."),
    Step("A", 100, "Go out of your way for it."),
    Step("A-", 91, "Excellent, with one thing to argue about on the way home."),
    Step("B+", 83, "Very good, and better in parts than the grade."),
    Step("B", 75, "Worth your evening, with reservations."),
    Step("B-", 67, "More right than wrong with it."),
    Step("C+", 58, "Watchable, and nearly something."),
    Step("C", 50, "Neither a pleasure nor a crime."),
    Step("C-", 42, "A few good minutes, not in a row."),
    Step("D+", 33, "A failure with something to it."),
    Step("D", 25, "A failure."),
    Step("D-", 16, "A failure that was nobody’s accident."),
    Step("F", 0, "Nobody should have to."),
)


def adopt_scale(
    session: Session, name: str, steps: Sequence[Step], *, at: datetime
) -> GradeScale:
    """Use a new scale from now on; grades already given keep theirs.

    Takes the steps from the best to the worst.
    """
    scale = GradeScale(name=name, adopted_at=at)
    scale.grades = [
        Grade(label=step.label, rank=rank, percent=step.percent, meaning=step.meaning)
        for rank, step in zip(range(len(steps), 0, -1), steps, strict=True)
    ]
    session.add(scale)
    session.flush()
    return scale


def ensure_scale(session: Session, *, at: datetime) -> GradeScale:
    """Return the scale in use, adopting letters the first time."""
    return find_current_scale(session) or adopt_scale(
        session, "Letters", LETTERS, at=at
    )


def find_current_scale(session: Session) -> GradeScale | None:
    """Return the scale adopted last with its grades, best first, if there is one."""
    return session.scalar(
        select(GradeScale)
        .order_by(GradeScale.adopted_at.desc(), GradeScale.id.desc())
        .limit(1)
        .options(selectinload(GradeScale.grades))
    )


def list_steps(session: Session, *, at: datetime) -> Sequence[RankedGrade]:
    """List the steps of the scale in use, best first, or remember them."""

    def look() -> Sequence[RankedGrade]:
        return [RankedGrade._make(row) for row in ask(session, _STEPS, {})]

    return remembered(session, "steps", look, at=at)


# Put together once, since that takes longer than the answer.
_STEPS = (
    select(Grade.label, Grade.percent, Grade.rank)
    .where(
        Grade.scale_id
        == select(GradeScale.id)
        .order_by(GradeScale.adopted_at.desc(), GradeScale.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    .order_by(Grade.rank.desc())
)


def find_grade(session: Session, label: str) -> Grade | None:
    """Find a grade of the scale in use by its label, ``-`` and ``−`` alike."""
    scale = find_current_scale(session)
    wanted = label.strip().replace("−", "-").casefold()
    matches = (
        grade
        for grade in (scale.grades if scale else ())
        if grade.label.casefold() == wanted
    )
    return next(matches, None)

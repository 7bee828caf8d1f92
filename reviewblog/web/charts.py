"""Pictures of grades: worked out here, drawn by templates as plain SVG.

All numbers are in units of a viewBox; the stylesheet decides how large that is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewblog.reviews.archive import UNGRADED
from reviewblog.reviews.facets import Option
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review
from reviewblog.web.wording import grade_label

BARS_WIDTH, BARS_FLOOR, TALLEST, GAP = 520, 112, 96, 6
LEFT, RIGHT, TOP, BOTTOM = 54, 700, 30, 214
MOST_YEARS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, with its label below and its count above."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int

    @property
    def middle(self) -> float:
        """Return where its texts are centred."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Dot:
    """One grade, at the year of its work."""

    x: float
    y: float
    review: Review


@dataclass(frozen=True, slots=True)
class Tick:
    """A step of the scale, or a year below it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Grades over the years in which the works came out."""

    dots: Sequence[Dot]
    years: Sequence[Tick]
    steps: Sequence[Tick]

    @property
    def path(self) -> str:
        """Return the line through all dots."""
        return "M" + " L".join(f"{dot.x} {dot.y}" for dot in self.dots)

    @property
    def named(self) -> list[Dot]:
        """Pick the dots worth a name: the best and the worst."""
        by_grade = sorted(self.dots, key=lambda dot: dot.y)
        best, worst = by_grade[0], by_grade[-1]
        return [best, worst] if best.y < worst.y else [best]


def histogram(options: Sequence[Option]) -> list[Bar]:
    """Draw one bar for each grade; a review without one is no grade.

    A single bar would compare nothing.
    """
    grades = [option for option in options if option.value != UNGRADED]
    if len(grades) < 2:  # noqa: PLR2004 -- a comparison
        return []
    most = max((option.count for option in grades), default=1)
    slot = BARS_WIDTH / max(1, len(grades))
    return [
        Bar(
            x=round(place * slot + GAP / 2, 1),
            y=round(BARS_FLOOR - TALLEST * option.count / most, 1),
            width=round(slot - GAP, 1),
            height=round(TALLEST * option.count / most, 1),
            label=grade_label(option.label),
            count=option.count,
        )
        for place, option in enumerate(grades)
    ]


def timeline(reviews: Sequence[Review], steps: Sequence[Grade]) -> Timeline | None:
    """Draw grades by year; None when all works are of one year, or none is graded."""
    points = _points(reviews)
    years = [year for year, _, _ in points]
    if len(set(years)) <= 1:
        return None
    span = range(years[0], years[-1] + 1)
    return Timeline(
        dots=[Dot(_x(year, span), _y(percent), it) for year, percent, it in points],
        years=[Tick(_x(year, span), str(year)) for year in _round_years(span)],
        steps=[Tick(_y(step.percent), grade_label(step.label)) for step in steps],
    )


def _points(reviews: Sequence[Review]) -> list[tuple[int, int, Review]]:
    points = [
        (review.work.release_year, review.grade.percent, review)
        for review in reviews
        if review.grade and review.work.release_year is not None
    ]
    return sorted(points, key=lambda point: (point[0], point[2].id))


def _x(year: int, span: range) -> float:
    return round(LEFT + (RIGHT - LEFT) * (year - span[0]) / (len(span) - 1), 1)


def _y(percent: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * percent / 100, 1)


def _round_years(span: range) -> list[int]:
    """Choose years for the axis: all of them, or every fifth, tenth, hundredth."""
    steps = (1, 2, 5, 10, 20, 50, 100, 1000)
    wide_enough = (step for step in steps if len(span) / step <= MOST_YEARS)
    step = next(wide_enough, steps[-1])
    return [year for year in span if year % step == 0] or [span[0], span[-1]]

"""Pictures of grades and counts: worked out here, drawn by templates as plain SVG.

All numbers are in units of a viewBox; the stylesheet decides how large that is.
"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from reviewblog.reviews.archive import UNGRADED
from reviewblog.reviews.facets import Option
from reviewblog.reviews.listing import Listed
from reviewblog.reviews.scales import Step
from reviewblog.web.wording import grade_label

BARS_WIDTH, BARS_FLOOR, TALLEST, GAP = 520, 112, 96, 6
# Few bars stand apart: wide ones would be blocks.
WIDEST = 44
LEFT, RIGHT, TOP, BOTTOM = 54, 700, 30, 214
MOST_YEARS = 8
COLUMNS_LEFT, COLUMNS_RIGHT, COLUMNS_FLOOR, COLUMNS_TALLEST = 56, 710, 190, 160


class Bar(Struct, frozen=True):
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


class Dot(Struct, frozen=True):
    """One grade, at the year of its work."""

    x: float
    y: float
    review: Listed


class Tick(Struct, frozen=True):
    """A step of the scale, or a year below it."""

    at: float
    label: str


class Timeline(Struct, frozen=True):
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
    slot = BARS_WIDTH / len(grades)
    width = min(slot - GAP, WIDEST)
    return [
        Bar(
            x=round(place * slot + (slot - width) / 2, 1),
            y=round(BARS_FLOOR - TALLEST * option.count / most, 1),
            width=round(width, 1),
            height=round(TALLEST * option.count / most, 1),
            label=grade_label(option.label),
            count=option.count,
        )
        for place, option in enumerate(grades)
    ]


def timeline(reviews: Sequence[Listed], steps: Sequence[Step]) -> Timeline | None:
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


def _points(reviews: Sequence[Listed]) -> list[tuple[int, int, Listed]]:
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


class Columns(Struct, frozen=True):
    """Counts over time: one bar a day or a month, with the most marked."""

    bars: Sequence[Bar]
    steps: Sequence[Tick]
    days: Sequence[Tick]
    total: int
    most: Bar | None


def columns(counts: Sequence[tuple[date, int]], *, by_month: bool) -> Columns:
    """Draw counts of days, or of months, which are given by their first days."""
    top = _round_above(max((count for _, count in counts), default=0))
    slot = (COLUMNS_RIGHT - COLUMNS_LEFT) / max(1, len(counts))
    bars = [
        _column(place, slot, count / top, label=_named(day, by_month), count=count)
        for place, (day, count) in enumerate(counts)
    ]
    most = max(bars, key=lambda bar: bar.count, default=None)
    shown = {0, len(bars) // 2, len(bars) - 1} if bars else set()
    return Columns(
        bars=bars,
        steps=[_level(top * part // 2, top) for part in range(3)],
        days=[Tick(bars[place].middle, bars[place].label) for place in sorted(shown)],
        total=sum(count for _, count in counts),
        most=most if most and most.count else None,
    )


def _column(place: int, slot: float, part: float, *, label: str, count: int) -> Bar:
    height = round(COLUMNS_TALLEST * part, 1)
    return Bar(
        x=round(COLUMNS_LEFT + place * slot + slot * 0.1, 1),
        y=round(COLUMNS_FLOOR - height, 1),
        width=round(slot * 0.8, 1),
        height=height,
        label=label,
        count=count,
    )


def _level(count: int, top: int) -> Tick:
    at = COLUMNS_FLOOR - COLUMNS_TALLEST * count / top
    return Tick(round(at, 1), f"{count:,}")


def _round_above(most: int) -> int:
    """Return the next round, even number: 2, 4, 10, 20, 40, 100, ..."""
    size = 1
    while True:
        for round_number in (2 * size, 4 * size, 10 * size):
            if most <= round_number:
                return round_number
        size *= 10


def _named(day: date, by_month: bool) -> str:  # noqa: FBT001 -- private
    return f"{day:%b} {day.year}" if by_month else f"{day.day} {day:%b}"

"""Pictures of grades and counts."""

from datetime import date

import pytest

from reviewblog.reviews.archive import UNGRADED
from reviewblog.reviews.facets import Option
from reviewblog.reviews.listing import Listed, ListedGrade
from reviewblog.reviews.scales import Step
from reviewblog.web.charts import BOTTOM, LEFT, RIGHT, TOP, columns, histogram, timeline
from tests.listed import listed

BEST, WORST = ListedGrade("A", 100), ListedGrade("F", 0)


def review(year: int | None, grade: ListedGrade | None, number: int = 1) -> Listed:
    return listed(id=number, year=year, grade=grade)


def test_histogram_scales_to_the_tallest() -> None:
    bars = histogram([Option("A", "A", 10), Option("A-", "A-", 5), Option("F", "F", 0)])

    assert [bar.height for bar in bars] == [96, 48, 0]
    assert [bar.label for bar in bars] == ["A", "A−", "F"]
    assert all(bar.y + bar.height == 112 for bar in bars)


def test_histogram_leaves_out_what_is_no_grade() -> None:
    options = [Option("A", "A", 1), Option("F", "F", 1), Option(UNGRADED, UNGRADED, 9)]

    bars = histogram(options)
    assert [bar.label for bar in bars] == ["A", "F"]
    assert [(bar.middle, bar.width) for bar in bars] == [(130, 44), (390, 44)]


def test_histogram_of_fewer_than_two_grades_is_none() -> None:
    assert histogram([]) == []
    assert histogram([Option("A", "A", 1)]) == []


def test_timeline_reaches_from_edge_to_edge() -> None:
    steps = [Step("A", 100, ""), Step("F", 0, "")]

    chart = timeline([review(1968, WORST, 2), review(1940, BEST)], steps)

    assert chart is not None
    assert [(dot.x, dot.y) for dot in chart.dots] == [(LEFT, TOP), (RIGHT, BOTTOM)]
    assert chart.path == f"M{chart.dots[0].x} {chart.dots[0].y} L700.0 214.0"
    assert [tick.label for tick in chart.years] == [
        "1940",
        "1945",
        "1950",
        "1955",
        "1960",
        "1965",
    ]
    assert [tick.label for tick in chart.steps] == ["A", "F"]


def test_timeline_names_the_best_and_the_worst() -> None:
    chart = timeline([review(1940, BEST), review(1950, WORST), review(1960, BEST)], [])

    assert chart is not None
    assert [dot.review.grade for dot in chart.named] == [BEST, WORST]


def test_timeline_names_one_of_equals() -> None:
    chart = timeline([review(1940, BEST), review(1950, BEST)], [])

    assert chart is not None
    assert len(chart.named) == 1


@pytest.mark.parametrize(
    "reviews",
    [
        [],
        [review(1940, BEST)],
        [review(1940, BEST), review(1940, WORST)],
        [review(1940, BEST), review(None, WORST), review(1950, None)],
    ],
)
def test_timeline_says_nothing_when_there_is_no_time(reviews: list[Listed]) -> None:
    assert timeline(reviews, []) is None


def test_timeline_marks_the_ends_when_no_year_is_round() -> None:
    chart = timeline([review(1901, BEST), review(2099, WORST)], [])
    short = timeline([review(1901, BEST), review(1902, WORST)], [])

    assert chart is not None
    assert short is not None
    assert [tick.label for tick in chart.years] == ["1950", "2000", "2050"]
    assert [tick.label for tick in short.years] == ["1901", "1902"]


@pytest.mark.parametrize(
    ("most", "top"),
    [(0, "2"), (2, "2"), (3, "4"), (5, "10"), (11, "20"), (760, "1,000")],
)
def test_columns_end_at_a_round_number(most: int, top: str) -> None:
    chart = columns([(date(2026, 3, 14), most)], by_month=False)

    assert chart.steps[-1].label == top
    assert (chart.most is None) == (most == 0)


def test_columns_name_days_or_months_and_mark_the_most() -> None:
    counts = [(date(2026, month, 1), month) for month in (1, 2, 3)]

    chart = columns(counts, by_month=True)

    assert [day.label for day in chart.days] == ["Jan 2026", "Feb 2026", "Mar 2026"]
    assert chart.most == chart.bars[-1]
    assert chart.total == 6
    assert [bar.y + bar.height for bar in chart.bars] == [190.0] * 3


def test_no_counts_make_no_columns() -> None:
    assert columns([], by_month=False).bars == []

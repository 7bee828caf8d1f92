"""Ready-made grade scales, each from the best step to the worst."""

from collections.abc import Sequence

from msgspec import Struct

from reviewblog.reviews.scales import LETTERS, Step


class ReadyScale(Struct, frozen=True):
    """A scale that an owner may choose: its name and its steps."""

    name: str
    steps: Sequence[Step]


PLAIN_LETTERS = (
    Step("A", 100, "Go out of your way for it."),
    Step("B", 75, "Worth your evening."),
    Step("C", 50, "Neither a pleasure nor a crime."),
    Step("D", 25, "A failure."),
    Step("F", 0, "Nobody should have to."),
)

FIVE_STARS = (
    Step("5/5", 100, "One to keep."),
    Step("4½/5", 90, "Excellent, with one thing to argue about."),
    Step("4/5", 80, "Very good."),
    Step("3½/5", 70, "Good, and better in parts."),
    Step("3/5", 60, "Worth your evening, with reservations."),
    Step("2½/5", 50, "Neither a pleasure nor a crime."),
    Step("2/5", 40, "A few good minutes."),
    Step("1½/5", 30, "A failure with something to it."),
    Step("1/5", 20, "A failure."),
    Step("½/5", 10, "Nobody should have to."),
)

FOUR_STARS = (
    Step("4/4", 100, "One to keep."),
    Step("3½/4", 88, "Excellent, with one thing to argue about."),
    Step("3/4", 75, "Worth your evening."),
    Step("2½/4", 63, "More right than wrong with it."),
    Step("2/4", 50, "Neither a pleasure nor a crime."),
    Step("1½/4", 38, "A few good minutes."),
    Step("1/4", 25, "A failure."),
    Step("½/4", 13, "A failure that was nobody’s accident."),
    Step("0/4", 0, "Nobody should have to."),
)

TEN_POINTS = (
    Step("10/10", 100, "One to keep."),
    Step("9/10", 90, "Excellent, with one thing to argue about."),
    Step("8/10", 80, "Very good."),
    Step("7/10", 70, "Good, and better in parts."),
    Step("6/10", 60, "Worth your evening, with reservations."),
    Step("5/10", 50, "Neither a pleasure nor a crime."),
    Step("4/10", 40, "A few good minutes."),
    Step("3/10", 30, "A failure with something to it."),
    Step("2/10", 20, "A failure."),
    Step("1/10", 10, "Nobody should have to."),
)

THUMBS = (
    Step("Up", 100, "Go and see it."),
    Step("Down", 0, "Stay at home."),
)

# By fives: a hundred and one buttons would be no choice, and nobody tells 71 from 72.
HUNDRED_POINTS = tuple(
    Step(str(points), points, TEN_POINTS[min(10 - points // 10, 9)].meaning)
    for points in range(100, -1, -5)
)

READY_SCALES = {
    "letters": ReadyScale("Letters, A+ to F", LETTERS),
    "plain-letters": ReadyScale("Letters, A to F", PLAIN_LETTERS),
    "five-stars": ReadyScale("Five stars, by halves", FIVE_STARS),
    "four-stars": ReadyScale("Four stars, by halves", FOUR_STARS),
    "ten-points": ReadyScale("Ten points", TEN_POINTS),
    "hundred-points": ReadyScale("A hundred points, by fives", HUNDRED_POINTS),
    "thumbs": ReadyScale("Thumbs", THUMBS),
}

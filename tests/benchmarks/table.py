"""What was measured, as a table in Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.benchmarks.load import Duel, Rate

HEAD = ("what", "a second", "p99 ms", "of the floor", "wanted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured thing. ``wanted`` says in words what it is to come to."""

    what: str
    figure: str
    p99: str = ""
    ratio: str = ""
    wanted: str = ""
    per_second: float | None = None
    of_floor: float | None = None

    def __str__(self) -> str:
        """Draw one line of the table."""
        cells = (self.what, self.figure, self.p99, self.ratio, self.wanted)
        return f"| {' | '.join(cells)} |"


def row_of_rate(what: str, rate: Rate, wanted: str = "") -> Row:
    """Show answers a second, and those that were none."""
    failed = f", {rate.failures} FAILED" if rate.failures else ""
    return Row(
        what=what,
        figure=f"{rate.per_second:,.0f}{failed}",
        p99=f"{rate.p99_ms:.1f}",
        wanted=wanted,
        per_second=rate.per_second,
    )


def row_of_duel(what: str, result: Duel, wanted: str) -> Row:
    """Show a rate and its ratio to a floor."""
    plain = row_of_rate(what, result.rate)
    return Row(
        what=what,
        figure=plain.figure,
        p99=plain.p99,
        ratio=f"{result.ratio:.2f} of {result.floor.per_second:,.0f}",
        wanted=wanted,
        per_second=plain.per_second,
        of_floor=result.ratio,
    )


def head() -> str:
    """Draw the head of the table."""
    return f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}"


def growth(smaller: Iterable[Row], larger: Iterable[Row]) -> Iterable[str]:
    """Compare the same rows of two sizes: which share of each figure is left.

    Minutes pass between the sizes, in which the machine does other things; ratios to
    floors, measured in the same minute, say what is the program's.
    """
    for before, after in zip(smaller, larger, strict=True):
        if before.per_second and after.per_second:
            rate = after.per_second / before.per_second
            ratio = (after.of_floor or 0) / (before.of_floor or 1)
            yield f"| {before.what} | {rate:.2f} | {ratio:.2f} |"

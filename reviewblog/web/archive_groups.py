"""The headings between which long lists stand, and the anchors they jump to."""

from collections.abc import Callable, Sequence
from itertools import groupby

from reviewblog.reviews.archive import Sort
from reviewblog.reviews.catalogue import DIGITS, OTHER_SCRIPTS, Entry, initial_of
from reviewblog.reviews.listing import Listed
from reviewblog.web.wording import as_year, grade_label

UNDATED = "Without a year"
UNGRADED = "Without a grade"


def grouped(
    reviews: Sequence[Listed], sort: Sort
) -> list[tuple[str, Sequence[Listed]]]:
    """Cut a page into runs of one year, letter, decade or grade."""
    heading = _HEADINGS[sort]
    return [(name, list(run)) for name, run in groupby(reviews, key=heading)]


def by_letter(entries: Sequence[Entry]) -> list[tuple[str, Sequence[Entry]]]:
    """Cut a page of a catalogue into runs of one letter."""
    runs = groupby(entries, key=lambda entry: entry.initial)
    return [(initial, list(run)) for initial, run in runs]


def letter_anchor(initial: str) -> str:
    """Return the id of a letter's heading."""
    names = {DIGITS: "digits", OTHER_SCRIPTS: "other"}
    return f"letter-{names.get(initial, initial.lower())}"


def _year_of(review: Listed) -> str:
    return f"Reviewed in {as_year(review.published_at)}"


def _letter_of(review: Listed) -> str:
    return initial_of(review.work.sort_title)


def _decade_of(review: Listed) -> str:
    year = review.work.release_year
    return UNDATED if year is None else f"{year - year % 10}s"


def _grade_of(review: Listed) -> str:
    return grade_label(review.grade.label) if review.grade else UNGRADED


_HEADINGS: dict[Sort, Callable[[Listed], str]] = {
    Sort.NEWEST: _year_of,
    Sort.TITLE: _letter_of,
    Sort.RELEASED: _decade_of,
    Sort.GRADE: _grade_of,
}

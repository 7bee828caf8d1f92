"""What readers gave is averaged by itself, once enough of them have."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from reviewblog.comments.models import CommentStatus
from reviewblog.comments.readers_grade import average, grades_given
from reviewblog.comments.threads import ThreadComment
from reviewblog.reviews.grades import RankedGrade
from reviewblog.reviews.scales import list_steps
from tests.factories import LONG_AGO, grade_labelled

A = RankedGrade("A", rank=12, percent=100)
B = RankedGrade("B", rank=9, percent=75)


NOBODYS = ThreadComment(
    id=0,
    parent_id=None,
    account_id=None,
    author_name="Ada",
    status=CommentStatus.APPROVED,
    submitted_at=LONG_AGO,
    edited_at=None,
    edit_note="",
    withdrawn_at=None,
    pinned_at=None,
    writer_hash="",
    taught=None,
    body_html="",
    grade=None,
)


def said(number: int, grade: RankedGrade | None, **overrides: Any) -> ThreadComment:
    given = {"id": number, "grade": grade, "writer_hash": f"writer {number}"}
    return NOBODYS._replace(**given | overrides)


@pytest.mark.parametrize(
    "silent",
    [
        said(2, None),
        said(2, A, status=CommentStatus.PENDING),
        said(2, A, status=CommentStatus.SPAM),
        said(2, A, account_id=1),
    ],
)
def test_only_public_grades_of_readers_count(silent: ThreadComment) -> None:
    assert grades_given([said(1, B), silent]) == [B]


def test_a_reader_has_one_vote_and_may_change_it() -> None:
    comments = [said(n, grade, writer_hash="same") for n, grade in ((1, A), (2, B))]

    assert grades_given(comments) == [B]
    assert grades_given([said(n, A, writer_hash="") for n in (1, 2)]) == [A, A]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("A A A A", None),
        ("A A A A A", (5, 100, "A")),
        ("A+ A+ A+ A+ A+", (5, 100, "A+")),
        ("A B C D F", (5, 50, "C")),
        ("B+ B+ B+ B B B", (6, 79, "B+")),
    ],
)
def test_the_average_is_said_on_the_scale_from_five_grades_on(
    session: Session, labels: str, expected: tuple[int, int, str] | None
) -> None:
    steps = [grade_labelled(session, label) for label in labels.split()]
    grades = [RankedGrade(step.label, step.percent, step.rank) for step in steps]

    found = average(grades, list_steps(session, at=LONG_AGO))

    said = found and (found.count, found.percent, found.grade.label)
    assert said == expected


def test_without_a_scale_nothing_is_said() -> None:
    assert average([A] * 5, []) is None

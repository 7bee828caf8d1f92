"""What the readers gave, all together: shown beside the critic's grade, never in it."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from reviewblog.comments.models import CommentStatus
from reviewblog.comments.threads import ThreadComment
from reviewblog.reviews.grades import RankedGrade

# With fewer, an average says more about who came by than about the film.
ENOUGH_GRADES = 5


class ReadersGrade(Struct, frozen=True):
    """How many readers gave a grade, their average, and the step nearest to it."""

    count: int
    percent: int
    grade: RankedGrade


def grades_given(comments: Iterable[ThreadComment]) -> list[RankedGrade]:
    """List one grade for each reader, the last they gave; the house has no vote.

    Takes public comments, oldest first, with their grades.
    """
    last: dict[str, RankedGrade] = {}
    for comment in comments:
        is_readers = comment.account_id is None
        if comment.grade and is_readers and comment.status is CommentStatus.APPROVED:
            last[comment.writer_hash or f"comment {comment.id}"] = comment.grade
    return list(last.values())


def average(
    grades: Sequence[RankedGrade], scale: Sequence[RankedGrade]
) -> ReadersGrade | None:
    """Say what readers think on a scale; None where too few do.

    Grades of an earlier scale count by their percentage.
    """
    if len(grades) < ENOUGH_GRADES or not scale:
        return None
    percent = sum(grade.percent for grade in grades) / len(grades)
    rank = sum(grade.rank for grade in grades) / len(grades)
    nearest = min(
        scale,
        # Two steps may have one percentage, as A+ and A do.
        key=lambda grade: (abs(grade.percent - percent), abs(grade.rank - rank)),
    )
    return ReadersGrade(len(grades), round(percent), nearest)

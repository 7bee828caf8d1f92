"""Reviews as lines of a list, without a database."""

from typing import Any

from reviewblog.reviews.listing import Listed, ListedGrade, ListedWork
from tests.factories import LONG_AGO


def listed(
    *,
    title: str = "Rush",
    year: int | None = 1991,
    grade: ListedGrade | None = None,
    **overrides: Any,
) -> Listed:
    values: dict[str, Any] = {
        "id": 1,
        "slug": "rush-1991",
        "title": title,
        "dek": "",
        "published_at": LONG_AGO,
        "word_count": 0,
        "comment_count": 0,
        "work_id": 1,
    }
    work = ListedWork((), title, title.casefold(), "", "", year)
    return Listed(work, grade, **values | overrides)

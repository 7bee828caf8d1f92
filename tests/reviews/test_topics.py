"""The tags on reviews."""

from sqlalchemy.orm import Session

from reviewblog.reviews.catalogue import Entry
from reviewblog.reviews.models import ReviewStatus
from reviewblog.reviews.topics import find_topic, list_tags
from tests.factories import LONG_AGO, make_review, make_tag


def test_list_tags_files_accents_with_their_letters(session: Session) -> None:
    make_review(session, tags=["Émigrés", "crime"])
    make_review(session, tags=["crime", "Zither"])
    make_review(session, tags=["secret"], status=ReviewStatus.DRAFT)

    entries = list_tags(session, at=LONG_AGO)

    assert [(entry.name, entry.count) for entry in entries] == [
        ("crime", 2),
        ("Émigrés", 1),
        ("Zither", 1),
    ]
    assert entries[1] == Entry("emigres", "Émigrés", "", "emigres", 1)


def test_find_topic(session: Session) -> None:
    tag = make_tag(session, "crime")

    assert find_topic(session, "crime", at=LONG_AGO) == ("crime", "crime", "")
    assert find_topic(session, "nothing", at=LONG_AGO) is None

    tag.name, tag.description = "Crime", "And punishment."
    session.commit()

    found = find_topic(session, "crime", at=LONG_AGO)
    assert found == ("crime", "Crime", "And punishment.")

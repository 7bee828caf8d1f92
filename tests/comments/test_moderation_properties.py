"""Whatever is decided and taken back in whatever order: the count is true."""

from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus, Lesson
from reviewblog.comments.moderation import decide, restore, undo
from reviewblog.comments.screening.models import FilterCorpus
from tests.factories import LONG_AGO, make_comment, make_review

COMMENTS = 4
PLACES = st.sets(st.integers(0, COMMENTS - 1), min_size=1)
STEPS = st.one_of(
    st.tuples(st.just("decide"), PLACES, st.sampled_from(CommentStatus)),
    st.tuples(st.just("restore"), PLACES, st.none()),
    st.tuples(st.just("undo"), st.integers(0, 9), st.none()),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=8))
def test_the_count_is_that_of_the_approved(
    app: Flask, session: Session, owner: Account, steps: list[tuple[str, Any, Any]]
) -> None:
    review = make_review(session)
    ids = [make_comment(session, review=review).id for _ in range(COMMENTS)]
    made: list[list[int]] = []

    for verb, what, to in steps:
        if verb == "undo":
            taken_back = made.pop(what % len(made)) if made else []
            undo(session, taken_back, by=owner, at=LONG_AGO)
            continue
        chosen = [ids[place] for place in what]
        decided = (
            decide(session, chosen, to=to, by=owner, at=LONG_AGO)
            if verb == "decide"
            else restore(session, chosen, by=owner, at=LONG_AGO)
        )
        made.append([one.id for one in decided])

    session.expire_all()
    approved = select(func.count(Comment.id)).where(
        Comment.review_id == review.id, Comment.status == CommentStatus.APPROVED
    )
    assert session.get_one(type(review), review.id).comment_count == session.scalar(
        approved
    )
    corpus = session.get_one(FilterCorpus, 1)
    assert (corpus.spam, corpus.good) == tuple(
        session.scalar(select(func.count(Comment.id)).where(Comment.taught == lesson))
        for lesson in (Lesson.SPAM, Lesson.GOOD)
    )

"""A moderator decides about the first hundred comments, and the rules do the rest."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.moderation import decide
from reviewblog.comments.screening.records import reasons_of
from reviewblog.comments.submission import CommentDraft, submit_comment
from reviewblog.reviews.models import Review
from tests.comments.screening.corpus import Sample, mixed
from tests.factories import LONG_AGO, make_review

MODERATED = 100
APART = timedelta(minutes=11)


def test_after_a_hundred_decisions_spam_finds_its_bin_and_no_good_word_does(
    session: Session, owner: Account
) -> None:
    review = make_review(session)
    samples = mixed(seed=1)

    stored = [
        (sample, post(session, review, owner, sample, number))
        for number, sample in enumerate(samples)
    ]

    later = stored[MODERATED:]
    binned = [s for s, comment in later if comment.status is CommentStatus.SPAM]
    spam_later = [s for s, _ in later if s.is_spam]
    assert [sample.body for sample in binned if not sample.is_spam] == []
    assert len(binned) >= 0.95 * len(spam_later)
    assert session.scalar(select(func.count(Comment.id))) == len(samples)
    held = [c.id for _, c in later if c.status is not CommentStatus.APPROVED]
    assert set(reasons_of(session, held)) == set(held)


def post(
    session: Session, review: Review, owner: Account, sample: Sample, number: int
) -> Comment:
    at = LONG_AGO + number * APART
    draft = CommentDraft(
        name=sample.name,
        email=sample.email,
        body=sample.body,
        writer_token=f"browser {number}",
        address=f"address {number}",
        email_hash=f"hash {sample.email}" if sample.email else "",
    )
    comment = submit_comment(session, review, draft, at=at)
    session.flush()
    if number < MODERATED:
        to = CommentStatus.SPAM if sample.is_spam else CommentStatus.APPROVED
        decide(session, [comment.id], to=to, by=owner, at=at)
    return comment

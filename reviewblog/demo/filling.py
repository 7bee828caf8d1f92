"""Fill an empty site with the samples, by the same verbs that a person uses."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.accounts.registration import register_account
from reviewblog.comments.models import CommentStatus
from reviewblog.comments.moderation import decide
from reviewblog.comments.submission import CommentDraft, submit_comment
from reviewblog.demo.content import SampleReview, sample_comments, sample_reviews
from reviewblog.demo.stills import CREDIT, DESCRIPTION, draw_still
from reviewblog.media.encoding import prepare
from reviewblog.media.library import add_picture
from reviewblog.media.storage import MediaFolder
from reviewblog.reviews.drafts import ReviewDraft
from reviewblog.reviews.models import Review
from reviewblog.reviews.picturing import choose_still, note_uses
from reviewblog.reviews.publishing import publish, schedule
from reviewblog.reviews.writing import create_review
from reviewblog.site.defaults import get_site
from reviewblog.standing.drafts import PageDraft
from reviewblog.standing.models import PageStatus
from reviewblog.standing.writing import create_page
from reviewblog.works.crediting import read_cast
from reviewblog.works.facts import WorkFacts

USERNAME = "critic"
DISPLAY_NAME = "The Critic"
EMBARGO = timedelta(days=3)
STILLS = 8
ABOUT = PageDraft(
    title="About",
    dek="One critic, one seat, one letter per film.",
    status=PageStatus.PUBLISHED,
    in_menu=True,
    in_footer=True,
    body="""\
I have sat in row K since the cinema still had an interval. From there the whole
screen fits into view and nobody kicks the chair, because behind it is the wall.

## House rules

Argue with the review as hard as you like, and with its readers as you would across an
armrest. Hide endings: `>!like this!<` in a line. I read first comments before they
appear and remove what I would not want said beside me in the dark.

## Privacy

No analytics scripts, no advertising, no cookies until you choose a theme or sign in.
An email address, if you leave one, is used for replies and nothing else.
""",
)


def fill(
    session: Session,
    *,
    password: str,
    at: datetime,
    media: MediaFolder | None = None,
    progress: Callable[[str], object] = str,
) -> None:
    """Make a site with an owner, reviews in every state and their comments.

    The owner signs in as ``critic``. Times that have not come yet, where the clock
    is behind the samples, are moved to yesterday. With a folder for media some of the
    reviews have stills.
    """
    name_the_site(session)
    critic = register_account(
        session,
        username=USERNAME,
        email="critic@example.org",
        password=password,
        role=Role.OWNER,
        display_name=DISPLAY_NAME,
        at=at,
    )
    create_page(session, ABOUT, at=at)
    samples = sample_reviews()
    reviews = {}
    for number, sample in enumerate(samples, start=1):
        reviews[sample.slug] = write(session, sample, critic, at=at)
        progress(f"{number} of {len(samples)} reviews")
    if media is not None:
        illustrate(session, media, list(reviews.values()), critic, at=at)
    discuss(session, reviews, critic, at=at)


def illustrate(
    session: Session,
    media: MediaFolder,
    reviews: list[Review],
    critic: Account,
    *,
    at: datetime,
) -> None:
    """Put a drawing above the newest reviews, and above every third before them."""
    public = [review for review in reviews if review.is_public(at=at)]
    for review in public[-1::-3][:STILLS]:
        picture = add_picture(
            session,
            media,
            prepare(draw_still(review.slug)),
            filename=f"{review.slug}.png",
            by=critic,
            at=at,
        )
        picture.describe(alt=DESCRIPTION, caption="", credit=CREDIT)
        session.flush()
        choose_still(session, review, picture.hash, "")
        note_uses(session, review)


def name_the_site(session: Session) -> None:
    """Give the sample site a name of its own."""
    site = get_site(session)
    site.title = "Row K"
    site.tagline = "Film reviews, always from the same seat"
    site.author_name = DISPLAY_NAME
    site.time_zone = "Europe/London"
    site.footer = (
        "A sample site: the films are real, the criticism was written for it, "
        "and nobody paid for either."
    )


def write(
    session: Session, sample: SampleReview, critic: Account, *, at: datetime
) -> Review:
    """Write one sample at the time it claims, and publish it where it says so."""
    facts = sample.facts
    told = facts.get("published_at")
    then = min(datetime.fromisoformat(told).replace(tzinfo=UTC), at) if told else at
    review = create_review(session, draft_of(sample), by=critic, at=then)
    if facts.get("status") == "scheduled":
        schedule(session, review, for_=at + EMBARGO, at=at)
    elif facts.get("status") != "draft":
        review.published_at = then
        publish(session, review, at=then)
    return review


def draft_of(sample: SampleReview) -> ReviewDraft:
    """Read a sample as what an author would have typed."""
    facts = sample.facts
    film = WorkFacts(
        title=facts["film_title"],
        release_year=facts["release_year"],
        directors=tuple(facts["directors"]),
        writers=tuple(facts["writers"]),
        cast=read_cast("\n".join(facts["cast"])),
        runtime_minutes=facts["runtime_minutes"],
        countries=tuple(facts["countries"]),
        original_title=facts.get("original_title", ""),
        original_language=facts.get("original_language", ""),
    )
    return ReviewDraft(
        film=film,
        grade=facts.get("grade", ""),
        dek=facts["dek"],
        body=sample.body,
        tags=tuple(facts["tags"]),
        slug=sample.slug,
    )


def discuss(
    session: Session, reviews: dict[str, Review], critic: Account, *, at: datetime
) -> None:
    """Let the sample readers talk; decisions follow each comment at once."""
    ids: dict[str, int] = {}
    removed = []
    for sample in sample_comments():
        review = reviews[sample["review"]]
        when = min(
            (review.published_at or at) + timedelta(hours=sample["hours_after"]), at
        )
        draft = comment_of(sample, ids, critic)
        comment = submit_comment(session, review, draft, at=when)
        ids[sample["key"]] = comment.id
        status = CommentStatus(sample["status"])
        if status is CommentStatus.DELETED:
            # It was public, and answered, before it was removed.
            removed.append(comment.id)
            status = CommentStatus.APPROVED
        if status is not comment.status:
            decide(session, [comment.id], to=status, by=critic, at=when)
    decide(session, removed, to=CommentStatus.DELETED, by=critic, at=at)


def comment_of(
    sample: dict[str, Any], ids: dict[str, int], critic: Account
) -> CommentDraft:
    """Read a sample as what a reader would have typed."""
    is_critic = sample.get("critic", False)
    return CommentDraft(
        body=sample["body"],
        account=critic if is_critic else None,
        name="" if is_critic else sample["name"],
        email="" if is_critic else sample.get("email", ""),
        parent_id=ids.get(sample.get("parent", "")),
        grade=sample.get("grade", ""),
        writer_token=f"sample reader {sample['name']}",
        address=f"sample address {sample['key']}",
    )

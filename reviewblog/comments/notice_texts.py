"""The words of the mails about comments. Plain text: there is nothing to run in it."""

from collections.abc import Sequence

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.mail.composing import host_of
from reviewblog.mail.outbox import Letter
from reviewblog.mail_server import parse_address
from reviewblog.reviews.models import Review
from reviewblog.site.models import Site

LONGEST_QUOTE = 3000
LONGEST_EXCERPT = 200


def notice_letter(
    comment: Comment, review: Review, to: Account, site: Site, site_url: str
) -> Letter:
    """Tell of one comment. All mails about a review belong to one thread."""
    thread = f"<review-{review.uuid}@{host_of(site_url)}>"
    page = f"{site_url}/reviews/{review.slug}/"
    if comment.status is CommentStatus.PENDING:
        what_next = f"Decide about it:\n{_queue(site_url)}\n\nThe review:\n{page}"
    else:
        what_next = f"It is on the page:\n{page}#comment-{comment.id}"
    return Letter(
        recipient=to.email,
        recipient_name=to.display_name,
        subject=f"{comment.author_name} on {review.title}",
        text=(
            f"{comment.author_name} has written about {review.title}:\n\n"
            f"{_quoted(_cut(comment.body, LONGEST_QUOTE))}\n\n"
            f"{what_next}\n\n{_foot(site, site_url)}"
        ),
        headers=_reply_to(comment),
        in_reply_to=thread,
        references=(thread,),
    )


def digest_letter(
    waiting: Sequence[Comment], total: int, to: Account, site: Site, site_url: str
) -> Letter:
    """Tell of all comments that wait for somebody, the newest by name."""
    wait = "1 comment waits" if total == 1 else f"{total:,} comments wait"
    lines = [
        f"{comment.author_name} on {comment.review.title}:\n"
        f"{_quoted(_cut(' '.join(comment.body.split()), LONGEST_EXCERPT))}"
        for comment in waiting
    ]
    if total > len(waiting):
        lines.append(f"… and {total - len(waiting):,} more.")
    return Letter(
        recipient=to.email,
        recipient_name=to.display_name,
        subject=f"{wait} for you at {site.title}",
        text=(
            f"{wait} for your decision at {site.title}.\n\n"
            + "\n\n".join(lines)
            + f"\n\nDecide about them:\n{_queue(site_url)}\n\n{_foot(site, site_url)}"
        ),
    )


def _queue(site_url: str) -> str:
    return f"{site_url}/dashboard/comments/?status=pending"


def _foot(site: Site, site_url: str) -> str:
    return (
        f"-- \nYou get this because you look after comments at {site.title}.\n"
        f"The owner decides when such mails are sent: {site_url}/dashboard/mail/\n"
    )


def _reply_to(comment: Comment) -> dict[str, str]:
    """Let an answer go to the reader, if they gave an address that can be written."""
    try:
        address = parse_address(comment.author_email, comment.author_name)
    except ValueError:
        return {}
    # A letter outside ASCII would need a server that can do more than most.
    return {"Reply-To": str(address)} if address.addr_spec.isascii() else {}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rstrip() + " …"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))

"""The words of the mails about comments. Plain text: there is nothing to run in it."""

from collections.abc import Sequence

from msgspec import Struct

from reviewblog.accounts.models import Account
from reviewblog.comments.letter_html import MailLink, Sheet, as_html
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.quoting import cut, quoted
from reviewblog.mail.composing import host_of
from reviewblog.mail.outbox import Letter
from reviewblog.mail_server import parse_address
from reviewblog.reviews.models import Review
from reviewblog.site.models import Site

CONFIRMS = "Each link opens a page that asks you to confirm: scanners decide nothing."
LONGEST_QUOTE = 3000
LONGEST_EXCERPT = 200


class Notice(Struct, frozen=True, kw_only=True):
    """A comment, what it answers, who is told of it and how they may decide."""

    comment: Comment
    review: Review
    parent: Comment | None
    to: Account
    links: Sequence[MailLink]


def notice_letter(notice: Notice, site: Site, site_url: str) -> Letter:
    """Tell of one comment. All mails about a review belong to one thread."""
    comment, review, to = notice.comment, notice.review, notice.to
    thread = f"<review-{review.uuid}@{host_of(site_url)}>"
    lead = f"{comment.author_name} has written about {review.title}:"
    waits = comment.status is CommentStatus.PENDING
    links = [*notice.links, *_reading_links(comment, review, site_url)]
    context = _context(notice.parent)
    what_next = "\n\n".join(f"{link.words}:\n{link.address}" for link in links)
    return Letter(
        recipient=to.email,
        recipient_name=to.display_name,
        subject=f"{comment.author_name} on {review.title}",
        text=(
            f"{lead}\n\n{quoted(cut(comment.body, LONGEST_QUOTE))}\n\n{context}"
            f"{what_next}\n\n{CONFIRMS}\n\n{_foot(site, site_url)}"
        ),
        html=as_html(
            Sheet(
                site=site.title,
                heading="A comment is waiting" if waits else "A new comment",
                lead=lead,
                quote=cut(comment.body, LONGEST_QUOTE),
                buttons=links,
                foot=[
                    CONFIRMS,
                    MailLink(
                        "How often such mails come", f"{site_url}/dashboard/mail/"
                    ),
                ],
            )
        ),
        headers=_reply_to(comment),
        in_reply_to=thread,
        references=(thread,),
        topics=(
            f"comment-{comment.id}",
            *([f"comment-{comment.parent_id}"] if comment.parent_id else []),
        ),
    )


def flood_letter(to: Account, site: Site, site_url: str) -> Letter:
    """Tell an owner that very many comments come in, and what was done about it."""
    return Letter(
        recipient=to.email,
        recipient_name=to.display_name,
        subject=f"Many comments at once at {site.title}",
        text=(
            f"Very many comments are coming in at {site.title}. For an hour all of "
            "them wait to be read, and no mail is sent for each; then everything is as "
            f"before by itself.\n\nThe queue:\n{_queue(site_url)}\n\n"
            f"What counts as a flood:\n{site_url}/dashboard/settings/comments/\n"
        ),
    )


def digest_letter(
    waiting: Sequence[Comment], total: int, to: Account, site: Site, site_url: str
) -> Letter:
    """Tell of all comments that wait for somebody, the newest by name."""
    wait = "1 comment waits" if total == 1 else f"{total:,} comments wait"
    lines = [
        f"{comment.author_name} on {comment.review.title}:\n"
        f"{quoted(cut(' '.join(comment.body.split()), LONGEST_EXCERPT))}"
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
        topics=tuple(f"comment-{comment.id}" for comment in waiting),
    )


def _reading_links(comment: Comment, review: Review, site_url: str) -> list[MailLink]:
    page = f"{site_url}/reviews/{review.slug}/"
    if comment.status is CommentStatus.PENDING:
        queue = MailLink("Read it in the queue", _queue(site_url))
        return [queue, MailLink("The review", page)]
    return [MailLink("Read it in the thread", f"{page}#comment-{comment.id}")]


def _context(parent: Comment | None) -> str:
    if parent is None or parent.withdrawn_at is not None:
        return ""
    words = quoted(cut(" ".join(parent.body.split()), LONGEST_EXCERPT))
    return f"In reply to {parent.author_name}:\n\n{words}\n\n"


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

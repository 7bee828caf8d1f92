"""The words of the mails to readers, as plain text and as HTML."""

from datetime import datetime, timedelta

from reviewblog.comments.correspondents import Correspondent, named
from reviewblog.comments.letter_html import MailLink, Sheet, as_html
from reviewblog.comments.links import Purpose, sign
from reviewblog.comments.models import Comment
from reviewblog.comments.quoting import cut, quoted
from reviewblog.config import Settings
from reviewblog.mail.composing import host_of
from reviewblog.mail.outbox import Letter
from reviewblog.reviews.models import Review
from reviewblog.site.models import Site

CONFIRMED_WITHIN = timedelta(days=7)
OWN_WITHIN = timedelta(hours=24)
LONGEST_REPLY = 3000
LONGEST_OWN = 300


def confirm_letter(
    review: Review, to: Correspondent, site: Site, settings: Settings, *, at: datetime
) -> Letter:
    """Ask the owner of an address whether notices of replies may come.

    Whoever typed the address may not be its owner, so not a word of theirs is in it.
    """
    agree = MailLink(
        "Yes, tell me of replies",
        _address(settings, "mail/confirm", Purpose.CONFIRM, to, at + CONFIRMED_WITHIN),
    )
    stop = MailLink("Never write to this address", _stop_link(settings, to))
    lead = (
        f"A comment on {review.title} gave this address and asked to be told of "
        "replies by mail. If it was yours, please confirm."
    )
    otherwise = (
        "If it was not, do nothing: no notices will come. "
        "The link holds for seven days."
    )
    return Letter(
        recipient=to.address,
        subject=f"Replies to your comment at {site.title}: please confirm",
        text=(
            f"{lead}\n\n{agree.words}:\n{agree.address}\n\n{otherwise}\n\n"
            f"-- \n{stop.words}:\n{stop.address}\n"
        ),
        html=as_html(
            Sheet(
                site=site.title,
                heading="Shall we tell you of replies?",
                lead=lead,
                buttons=[agree],
                foot=[otherwise, stop],
            )
        ),
        headers=_list_headers(settings, to),
    )


def reply_letter(
    reply: Comment, parent: Comment, to: Correspondent, site: Site, settings: Settings
) -> Letter:
    """Tell a reader of a reply; all replies to one comment are one thread."""
    review = reply.review
    host = host_of(settings.site_url)
    thread = f"<comment-{parent.id}.{review.uuid}@{host}>"
    text, html = _reply_words(reply, parent, to, site, settings)
    return Letter(
        recipient=parent.author_email,
        recipient_name=parent.author_name,
        subject=f"{reply.author_name} replied to you on {review.title}",
        text=text,
        html=html,
        headers=_list_headers(settings, to),
        in_reply_to=thread,
        references=(f"<review-{review.uuid}@{host}>", thread),
        topics=(f"comment-{reply.id}", f"comment-{parent.id}"),
    )


def _reply_words(
    reply: Comment, parent: Comment, to: Correspondent, site: Site, settings: Settings
) -> tuple[str, str]:
    """Return what the notice of a reply says, plain and as HTML."""
    review = reply.review
    asked = f"You asked {site.title} to tell you of replies."
    read = MailLink(
        "Read it in the thread",
        f"{settings.site_url}/reviews/{review.slug}/#comment-{reply.id}",
    )
    here = MailLink(
        "No more about this review", _stop_link(settings, to, review_id=review.id)
    )
    everywhere = MailLink("No more mail at all", _stop_link(settings, to))
    lead = f"{reply.author_name} has replied to your comment on {review.title}."
    text = (
        f"{lead}\n\n{cut(reply.body, LONGEST_REPLY)}\n\n"
        f"You wrote:\n\n{quoted(cut(parent.body, LONGEST_OWN))}\n\n"
        f"{read.words}:\n{read.address}\n\n-- \n{asked}\n"
        f"{here.words}: {here.address}\n{everywhere.words}: {everywhere.address}\n"
    )
    sheet = Sheet(
        site=site.title,
        heading="Somebody has replied to you",
        lead=lead,
        quote=cut(reply.body, LONGEST_REPLY),
        buttons=[read],
        foot=[asked, here, everywhere],
    )
    return text, as_html(sheet)


def own_letter(
    to: Correspondent, site: Site, settings: Settings, *, at: datetime
) -> Letter:
    """Send the link by which somebody sees, takes along and erases what they wrote."""
    link = MailLink(
        "See what you wrote",
        _address(settings, "own", Purpose.OWN, to, at + OWN_WITHIN) + "/",
    )
    lead = (
        f"Somebody, probably you, asked what is stored at {site.title} of the comments "
        "that gave this address."
    )
    rest = (
        "There you can read it, download it and erase it. The link holds for a day; "
        "keep it to yourself. If you did not ask, do nothing."
    )
    return Letter(
        recipient=to.address,
        subject=f"Your comments at {site.title}",
        text=f"{lead}\n\n{link.words}:\n{link.address}\n\n{rest}\n",
        html=as_html(
            Sheet(
                site=site.title,
                heading="Your comments",
                lead=lead,
                buttons=[link],
                foot=[rest],
            )
        ),
    )


def _stop_link(settings: Settings, to: Correspondent, *, review_id: int = 0) -> str:
    key = settings.secret_key
    token = sign(key, Purpose.STOP, *named(to, key=key), review_id)
    return f"{settings.site_url}/comments/mail/stop/{token}"


def _address(
    settings: Settings, path: str, purpose: Purpose, to: Correspondent, until: datetime
) -> str:
    key = settings.secret_key
    token = sign(key, purpose, *named(to, key=key), until=until)
    return f"{settings.site_url}/comments/{path}/{token}"


def _list_headers(settings: Settings, to: Correspondent) -> dict[str, str]:
    """Let mail programs offer to stop it with one click (RFC 8058, RFC 2919)."""
    return {
        "List-Id": f"<replies.{host_of(settings.site_url)}>",
        "List-Unsubscribe": f"<{_stop_link(settings, to)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }

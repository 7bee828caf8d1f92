"""The thread under a review, a page of it at a time.

Everybody who was given a comment's address must come to it, also without scripts,
and what stands behind ``#`` is never sent: the ids that are on other pages are on this
one too, on links that lead there (``elsewhere``).
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from flask import abort, after_this_request, url_for
from msgspec import Struct
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment
from reviewblog.comments.openness import closed_since, is_open
from reviewblog.comments.threads import bodies_of, has_more_comments, thread_on
from reviewblog.reviews.commented import Commented
from reviewblog.reviews.models import Review
from reviewblog.tokens import hash_token
from reviewblog.web.moderation_wording import closed_words
from reviewblog.web.paging import Page, at_page
from reviewblog.web.site import current_site
from reviewblog.web.thread_entries import Answered, Entry, Face, entry_of
from reviewblog.web.thread_layout import PAGE_SIZE, arranged, cut_out, paginate, pruned
from reviewblog.web.writer import keep_private

NEWEST_FIRST = "newest"
# Some sixty bytes each; further ones are left to the script.
MOST_ELSEWHERE = 2_000


class Part(Struct, frozen=True):
    """Which page of a thread is wanted, and in which order.

    Where it can be found, ``holding`` a comment goes before the number.
    """

    number: int = 1
    newest_first: bool = False
    holding: int | None = None


FIRST = Part()


class Thread(Struct, frozen=True, kw_only=True):
    """What a review's page shows of its comments."""

    roots: Sequence[Entry]
    count: int
    page: Page[Entry]
    newest_first: bool
    is_open: bool
    closed: str
    is_personal: bool
    shown: dict[int, Entry]

    def find(self, comment_id: int | None) -> Entry | None:
        """Find a comment that this reader can see, on whatever page."""
        return self.shown.get(comment_id or 0)

    @property
    def query(self) -> str:
        """Return what asks for this order."""
        return f"?sort={NEWEST_FIRST}" if self.newest_first else ""

    @property
    def reply_query(self) -> str:
        """Return what asks for this page with a reply begun; an id goes behind it."""
        query = at_page(self.query, self.page.number)
        return f"{query}{'&' if query else '?'}reply="

    def place_of(self, entry: Entry, here: str) -> str:
        """Return a link to a comment; ``here`` is the address without a query."""
        anchor = f"#comment-{entry.comment.id}"
        if entry.page == self.page.number:
            return anchor
        return at_page(here + self.query, entry.page) + anchor

    def face_of(self, entry: Entry, review: Review, here: str) -> Face:
        """Say all that a page shows of a comment itself."""
        answered, account_id = entry.answers, entry.comment.account_id
        by = "The critic" if account_id == review.author_id else "Staff"
        name = answered.comment.author_name if answered and answered.is_shown else None
        return entry.face(
            by=by if account_id is not None else "",
            answers=Answered(self.place_of(answered, here), name) if answered else None,
        )

    @property
    def has_spoilers(self) -> bool:
        """Tell whether something on this page is to be opened by hand."""
        return any("spoiler" in entry.body_html for entry in self.page.items)

    @property
    def elsewhere(self) -> Sequence[tuple[int, Sequence[Entry]]]:
        """List the comments of the other pages, page by page."""
        absent = [
            entry for entry in self.shown.values() if entry.page != self.page.number
        ]
        nearest = sorted(absent, key=lambda entry: abs(entry.page - self.page.number))
        listed = sorted(nearest[:MOST_ELSEWHERE], key=lambda entry: entry.page)
        grouped = groupby(listed, key=lambda entry: entry.page)
        return [(number, list(entries)) for number, entries in grouped]


def thread_for(
    session: Session,
    review: Review,
    *,
    writer_token: str = "",
    at: datetime | None = None,
    part: Part = FIRST,
) -> Thread:
    """Arrange a page of a review's comments for one reader; 404 beyond the last.

    A page that shows something of the reader's own is kept out of caches.
    """
    at = at or utcnow()
    entries = _entries(session, review, writer_token, at)
    shown = {key: entry for key, entry in entries.items() if entry.is_shown}
    is_personal = any(entry.is_own for entry in shown.values())
    if is_personal:
        after_this_request(keep_private)
    pages = paginate(arranged(entries, newest_first=part.newest_first))
    held = shown.get(part.holding or 0)
    number = held.page if held else part.number
    if number > len(pages):
        abort(404)
    page = pages[number - 1]
    _fill(session, page)
    site = current_site()
    return Thread(
        roots=cut_out(page),
        count=sum(not entry.is_waiting for entry in shown.values()),
        # In pages of different lengths the last one has to be made to come out.
        page=Page(page, number, PAGE_SIZE, len(pages) * PAGE_SIZE),
        newest_first=part.newest_first,
        is_open=is_open(review, site, at=at),
        closed=closed_words(closed_since(review, site, at=at)),
        is_personal=is_personal,
        shown=shown,
    )


def address_of(
    session: Session, review: Review, comment_id: int, *, writer_token: str
) -> str:
    """Return where a writer finds a comment, or the thread that it is gone from."""
    entry = thread_for(session, review, writer_token=writer_token).find(comment_id)
    page = url_for("public.show_review", slug=review.slug)
    if entry is None:
        return f"{page}#comments"
    return f"{at_page(page, entry.page)}#comment-{comment_id}"


def address_of_new(
    session: Session, review: Commented, comment: Comment, *, writer_hash: str
) -> str:
    """Return where a writer finds what they have just posted.

    A long thread is not laid out for that: its page is found when it is asked for.
    Few approved comments make none. Should one writer's own, which wait, do so all
    the same, a link with that id leads on.
    """
    page = url_for("public.show_review", slug=review.slug)
    if not comment.is_shown_to(writer_hash):
        return f"{page}#comments"
    may_be_long = review.comment_count * 2 > PAGE_SIZE
    if may_be_long and has_more_comments(session, review.id, than=PAGE_SIZE):
        page += f"?comment={comment.id}"
    return f"{page}#comment-{comment.id}"


def _entries(
    session: Session,
    review: Review,
    writer_token: str,
    at: datetime,
) -> dict[int, Entry]:
    writer_hash = hash_token(writer_token) if writer_token else ""
    comments = thread_on(session, review, writer_hash=writer_hash, short=PAGE_SIZE)
    return pruned({one.id: entry_of(one, writer_hash, at) for one in comments})


def _fill(session: Session, page: Sequence[Entry]) -> None:
    shown = {entry.comment.id: entry for entry in page if entry.is_shown}
    absent = [key for key, entry in shown.items() if entry.comment.body_html is None]
    bodies = bodies_of(session, absent) if absent else {}
    for key, entry in shown.items():
        entry.body_html = entry.comment.body_html or bodies.get(key, "")

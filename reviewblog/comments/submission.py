"""How a comment comes in."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import insert
from sqlalchemy.orm import Session, make_transient_to_detached

from reviewblog.accounts.models import Account
from reviewblog.comments.akismet.questions import put_question
from reviewblog.comments.bodies import render_body
from reviewblog.comments.doubles import claimed, find_same
from reviewblog.comments.errors import (
    CommentsClosedError,
    GradeUnknownError,
    ParentGoneError,
)
from reviewblog.comments.ledger import hold_reviews, recount, take_turns
from reviewblog.comments.limits import check_rate
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.openness import mode_of
from reviewblog.comments.screening.checks import Case
from reviewblog.comments.screening.desk import keep_findings, screen
from reviewblog.comments.screening.evidence import gather
from reviewblog.comments.screening.submitted import (
    NOTHING_KNOWN,
    Circumstances,
    Visit,
)
from reviewblog.comments.screening.tokens import Reading, read_comment
from reviewblog.limit import Limit
from reviewblog.reviews.commented import Commented
from reviewblog.reviews.scales import find_grade
from reviewblog.site.models import CommentMode
from reviewblog.text.markup import RENDERER_VERSION
from reviewblog.tokens import hash_token

_INSERT = insert(Comment).returning(Comment.id)
_COLUMNS = [column.key for column in Comment.__mapper__.columns if column.key != "id"]


class CommentDraft(Struct, frozen=True, kw_only=True):
    """What a reader typed, already cleaned by a form.

    ``address`` and ``email_hash`` are keyed hashes: the network address itself stays
    in the web layer.
    ``html`` is made from the body, where that was done before (``rendered``).
    ``is_new_writer`` says that the browser had no token before this request. Whoever
    is signed in needs neither name nor address. ``visit`` is given where Akismet
    shall be asked.
    """

    body: str
    html: str = ""
    account: Account | None = None
    name: str = ""
    email: str = ""
    parent_id: int | None = None
    grade: str = ""
    wants_notice: bool = False
    writer_token: str = ""
    is_new_writer: bool = False
    address: str = ""
    email_hash: str = ""
    circumstances: Circumstances = NOTHING_KNOWN
    visit: Visit | None = None

    @property
    def writer_hash(self) -> str:
        """Return what is stored of the writer's token; nobody's is nobody's."""
        return hash_token(self.writer_token) if self.writer_token else ""


def rendered(draft: CommentDraft) -> CommentDraft:
    """Render a comment while nobody has to wait for it to come in.

    Raises:
        BodyRefusedError: the text is empty, too long, or shows nothing.
    """
    return draft if draft.html else replace(draft, html=render_body(draft.body))


def submit_comment(
    session: Session,
    review: Commented,
    draft: CommentDraft,
    *,
    at: datetime,
    limit: Limit | None = None,
) -> Comment:
    """Sort a reader's comment by the rules; one of the house's own is public at once.

    What was sent twice is stored once: the answer is the first one.

    Raises:
        CommentRefusedError: the review takes no comments, or not this one.
        TooManyError: the reader's address has posted as often as the limit says.
    """
    draft = rendered(draft)
    reading = read_comment(draft.name, draft.email, draft.body, draft.html)
    site = take_turns(session)
    is_reader = draft.account is None
    mode = mode_of(review, site, at=at)
    if is_reader and (mode is CommentMode.CLOSED or not review.is_public(at=at)):
        raise CommentsClosedError("Comments on this review are closed.")
    if same := find_same(session, review.id, draft, reading.key, at):
        return claimed(same, draft, at)
    if is_reader and limit is not None:
        check_rate(session, draft.address, limit, at=at)
    comment = _new_comment(session, review, draft, at)
    comment.body_key = reading.key
    if is_reader:
        _store_screened(session, comment, reading, draft, mode)
    else:
        _store(session, comment)
    return comment


def _store_screened(
    session: Session,
    comment: Comment,
    reading: Reading,
    draft: CommentDraft,
    mode: CommentMode,
) -> None:
    at = comment.submitted_at
    case = Case(
        comment=comment,
        reading=reading,
        evidence=gather(session, comment, reading, at=at),
        circumstances=draft.circumstances,
    )
    verdict = screen(session, case, mode, at=at)
    is_asked = draft.visit is not None and verdict.status is not CommentStatus.SPAM
    if is_asked:
        comment.status = CommentStatus.PENDING
    _store(session, comment)
    keep_findings(session, comment, verdict, at=at)
    if draft.visit is not None and is_asked:
        put_question(session, comment, draft.visit, goes_to=verdict.status)


def _store(session: Session, comment: Comment) -> None:
    hold_reviews(session, [comment.review_id])
    _insert(session, comment)
    if comment.status is CommentStatus.APPROVED:
        recount(session, [comment.review_id])


def _insert(session: Session, comment: Comment) -> None:
    """Store a whole comment by a plain statement.

    A unit of work would find out what is new, and in which order: that takes longer
    than everything else the database does for a comment.
    """
    row = {name: getattr(comment, name) for name in _COLUMNS}
    comment.id = session.connection().execute(_INSERT, row).scalar_one()
    make_transient_to_detached(comment)
    session.add(comment)


def _new_comment(
    session: Session, review: Commented, draft: CommentDraft, at: datetime
) -> Comment:
    by = draft.account
    return Comment(
        review_id=review.id,
        parent_id=_visible_parent(session, review, draft),
        account_id=by.id if by else None,
        grade_id=_grade_id(session, draft),
        author_name=by.display_name if by else draft.name,
        author_email="" if by else draft.email,
        wants_notice=draft.wants_notice and by is None,
        status=CommentStatus.APPROVED if by else CommentStatus.PENDING,
        submitted_at=at,
        writer_hash=draft.writer_hash,
        address_hash=draft.address,
        email_hash=draft.email_hash,
        body=draft.body,
        body_html=draft.html,
        renderer_version=RENDERER_VERSION,
        edited_at=None,
        original_body=None,
        edit_note="",
        is_folded=False,
        withdrawn_at=None,
        pinned_at=None,
        taught=None,
    )


def _visible_parent(
    session: Session, review: Commented, draft: CommentDraft
) -> int | None:
    if draft.parent_id is None:
        return None
    parent = session.get(Comment, draft.parent_id)
    if (
        parent is None
        or parent.review_id != review.id
        or not parent.is_shown_to(draft.writer_hash)
    ):
        raise ParentGoneError(
            "The comment you were answering is no longer here. "
            "Press Post comment again to start a new thread with yours."
        )
    return parent.id


def _grade_id(session: Session, draft: CommentDraft) -> int | None:
    if not draft.grade:
        return None
    grade = find_grade(session, draft.grade)
    if grade is None:
        raise GradeUnknownError("This grade is not on the scale. Please choose again.")
    return grade.id

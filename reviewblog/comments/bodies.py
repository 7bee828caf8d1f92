"""What the text of a comment may be, and what is stored of it."""

import re
import unicodedata

from reviewblog.comments.errors import BodyRefusedError
from reviewblog.comments.models import Comment
from reviewblog.text.excerpts import plain_text
from reviewblog.text.markup import RENDERER_VERSION, render_comment

LONGEST_BODY = 10_000

# Letters and symbols by category, and blank all the same.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")

# Most comments, whose HTML need not be taken apart to see that it shows something.
_BEGINS_WITH_A_WORD = re.compile("<p>[A-Za-z0-9]")


def write_body(comment: Comment, body: str) -> None:
    """Give a comment its text, and the HTML made from it.

    Raises:
        BodyRefusedError: it is empty, too long, or shows nothing.
    """
    comment.body_html = render_body(body)
    comment.body = body
    comment.renderer_version = RENDERER_VERSION


def render_body(body: str) -> str:
    """Render a text that may be posted; its length is looked at before the work.

    Raises:
        BodyRefusedError: it is empty, too long, or shows nothing.
    """
    check_length(body)
    html = render_comment(body).html
    if not _BEGINS_WITH_A_WORD.match(html) and not is_visible(plain_text(html)):
        raise BodyRefusedError("Nothing of this would show. Please write in words.")
    return html


def check_length(body: str) -> None:
    """Refuse a text that is empty or too long.

    Raises:
        BodyRefusedError: it is.
    """
    if not body.strip():
        raise BodyRefusedError("Please write something first.")
    if len(body) > LONGEST_BODY:
        raise BodyRefusedError(
            f"A comment may have up to {LONGEST_BODY:,} characters; "
            f"this one has {len(body):,}."
        )


def is_visible(text: str) -> bool:
    """Tell whether anything of a text would leave ink on paper."""
    return any(
        unicodedata.category(character)[0] in "LNPS" and character not in _BLANK
        for character in text
    )

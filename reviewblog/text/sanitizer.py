"""The last step of every rendering: an allow-list.

It is fed what our own renderer made from Markdown without raw HTML. bleach slows down
on deep nesting and many attributes, so HTML from strangers has no business here.
What is nothing but paragraphs passes without it, since it would come out as it went in.
"""

import re

from reviewblog.text.policies import Policy

__all__ = ["Policy", "sanitize"]

# Letters and the four references that our renderer writes, in tags that every policy
# has and that hold no attribute and no other tag: there is nothing to take away.
_LETTERS = r"(?:[^<>&\x00-\x08\x0b-\x1f\ud800-\udfff]++|&(?:amp|lt|gt|quot);)"
_INLINE = rf"(?:{_LETTERS}|<br>|<(em|strong|s)>{_LETTERS}*+</\1>)"
_PARAGRAPHS = re.compile(rf"(?:<p>{_INLINE}*+</p>\n?)*+")


def sanitize(html: str, policy: Policy) -> str:
    """Keep what the policy allows and nothing else. No step may come after this one."""
    if _PARAGRAPHS.fullmatch(html):
        return html
    from reviewblog.text.cleaning import cleaned  # noqa: PLC0415 -- loads bleach

    return cleaned(html, policy)

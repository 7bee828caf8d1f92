"""What of a search is kept: its words, unless they could be somebody's own matter."""

import re

from reviewblog.stats.models import LONGEST_SEARCH
from reviewblog.text.clean import clean_line

# An address, or a number by which somebody could be reached.
_PERSONAL = re.compile(r"@|(?:\d[ ./()-]?){7}")


def kept_words(query: str) -> str:
    """Return the words to count, alike in every spelling of case; empty for none.

    What is long is left out rather than cut: it is a pasted text, not a search.
    """
    if len(query) > LONGEST_SEARCH * 4:
        return ""
    words = clean_line(query).casefold()
    if len(words) > LONGEST_SEARCH or _PERSONAL.search(words):
        return ""
    return words

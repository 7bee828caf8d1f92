"""What moderation says to people: its modes, and why a comment was held."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from reviewblog.comments.screening.models import ReasonCode
from reviewblog.site.models import CommentMode
from reviewblog.web.wording import as_date, counted

MODES = {
    CommentMode.HOLD_ALL.value: "Every comment waits to be read",
    CommentMode.HOLD_FIRST.value: "Newcomers wait, known readers do not",
    CommentMode.RULES.value: "Only what a rule stops waits",
    CommentMode.OPEN.value: "Public at once, spam aside",
    CommentMode.CLOSED.value: "Closed",
}
WAITING = {
    CommentMode.HOLD_ALL: "Comments wait until the critic has read them.",
    CommentMode.HOLD_FIRST: "Your first comment waits until the critic has read it.",
    CommentMode.RULES: "Most comments appear at once.",
    CommentMode.OPEN: "Comments appear at once.",
    CommentMode.CLOSED: "",
}
CLOSED = "Comments on this review are closed."

# The name of each rule, for the page that counts how often it was right.
RULES = {
    ReasonCode.HOLD_ALL: "Every comment waits",
    ReasonCode.FIRST_TIME: "The writer is new here",
    ReasonCode.TRUSTED: "Let through: the writer is known",
    ReasonCode.EDITED: "Changed after it was approved",
    ReasonCode.FLOOD: "Many comments at once on the whole site",
    ReasonCode.HONEYPOT: "Filled in a field that people do not see",
    ReasonCode.TOO_FAST: "Sent faster than anybody types",
    ReasonCode.OLD_FORM: "Sent from a form that was days old",
    ReasonCode.LINKS: "Many links",
    ReasonCode.BLOCKED: "On the block list",
    ReasonCode.DUPLICATE: "The same text as another comment",
    ReasonCode.IMITATION: "A name that looks like one of the house",
    ReasonCode.STRANGE_LETTERS: "Invisible or stacked characters",
    ReasonCode.FILTER_SPAM: "The filter: spam",
    ReasonCode.FILTER_UNSURE: "The filter: not sure",
    ReasonCode.ASKED: "Waits for Akismet’s answer",
    ReasonCode.AKISMET: "Akismet: spam",
}


def closed_words(closed_at: datetime | None) -> str:
    """Say that nobody may comment, and since when if the clock decided it."""
    return (
        f"Comments on this review closed on {as_date(closed_at)}."
        if closed_at
        else CLOSED
    )


def reason_words(code: str, facts: Mapping[str, Any]) -> str:
    """Say why a rule held a comment, in one sentence."""
    known = _SENTENCES.get(code)
    return known(facts) if known else code.replace("_", " ").capitalize() + "."


def _said(words: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda _facts: words


def _links(facts: Mapping[str, Any]) -> str:
    return f"It has {counted(facts['count'], 'link')}; {facts['most']} are let through."


def _blocked(facts: Mapping[str, Any]) -> str:
    kinds = {
        "word": "The word “{}” is on the block list.",
        "domain": "It links to {}, which is on the block list.",
        "email": "The address {} is on the block list.",
        "sender": "The sender is on the block list: {}.",
    }
    return kinds[facts["kind"]].format(facts["label"])


def _duplicate(facts: Mapping[str, Any]) -> str:
    if facts["was_spam"]:
        return "The same text has been marked as spam."
    return "The same text was posted before by somebody."


def _first_time(facts: Mapping[str, Any]) -> str:
    if facts["rejected"]:
        times = counted(facts["rejected"], "comment")
        return f"{times} of this writer were turned down before."
    return "None of this writer’s comments has been approved yet."


def _trusted(facts: Mapping[str, Any]) -> str:
    return (
        "Approved by the rules: this writer has "
        f"{counted(facts['approved'], 'approved comment')}."
    )


def _fast(facts: Mapping[str, Any]) -> str:
    return (
        f"The form was sent {counted(facts['seconds'], 'second')} after it was opened."
    )


def _old(facts: Mapping[str, Any]) -> str:
    return f"The form had been opened {counted(facts['days'], 'day')} before."


def _imitation(facts: Mapping[str, Any]) -> str:
    return f"The name looks like “{facts['of']}”, who belongs to the house."


def _akismet(facts: Mapping[str, Any]) -> str:
    sure = ", and sure enough to throw it away" if facts["is_sure"] else ""
    return f"Akismet takes it for spam{sure}."


def _filter(facts: Mapping[str, Any]) -> str:
    verdict = f"The filter gives it {facts['percent']} of 100 for spam."
    if facts["against"]:
        verdict += f" Against it: {', '.join(facts['against'])}."
    if facts["in_favour"]:
        verdict += f" For it: {', '.join(facts['in_favour'])}."
    return verdict


_SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    ReasonCode.HOLD_ALL: _said("Every comment waits to be read."),
    ReasonCode.FIRST_TIME: _first_time,
    ReasonCode.TRUSTED: _trusted,
    ReasonCode.EDITED: _said("Its writer changed it after it was approved."),
    ReasonCode.FLOOD: _said("Many comments came in at once, so all of them waited."),
    ReasonCode.HONEYPOT: _said("A field was filled in that people do not see."),
    ReasonCode.TOO_FAST: _fast,
    ReasonCode.OLD_FORM: _old,
    ReasonCode.LINKS: _links,
    ReasonCode.BLOCKED: _blocked,
    ReasonCode.DUPLICATE: _duplicate,
    ReasonCode.IMITATION: _imitation,
    ReasonCode.STRANGE_LETTERS: _said(
        "It has characters that cannot be seen, turn the line around, or pile up."
    ),
    ReasonCode.FILTER_SPAM: _filter,
    ReasonCode.FILTER_UNSURE: _filter,
    ReasonCode.ASKED: _said("Akismet is being asked about it."),
    ReasonCode.AKISMET: _akismet,
}

"""What is done to many reviews at once, in words: before and after."""

from collections.abc import Mapping
from typing import NamedTuple

from reviewblog.reviews.bulk import Deed, Wish
from reviewblog.web.wording import counted


class Words(NamedTuple):
    """How a deed is offered, asked about and reported."""

    offer: str
    question: str
    report: str


WORDS: Mapping[Deed, Words] = {
    Deed.ADD_TAG: Words(
        "Add a topic",
        "Add the topic “{tag}” to {reviews}?",
        "“{tag}” is now a topic of {reviews} more.",
    ),
    Deed.REMOVE_TAG: Words(
        "Take a topic away",
        "Take the topic “{tag}” away from {reviews}?",
        "“{tag}” is taken away from {reviews}.",
    ),
    Deed.CLOSE_COMMENTS: Words(
        "Close comments",
        "Close the comments of {reviews}?",
        "Readers can no longer comment on {reviews}.",
    ),
    Deed.OPEN_COMMENTS: Words(
        "Comments as on the whole site",
        "Let readers comment on {reviews} as on the whole site?",
        "Comments on {reviews} are as on the whole site again.",
    ),
    Deed.UNPUBLISH: Words(
        "Unpublish",
        "Unpublish {reviews}?",
        "{reviews} unpublished: drafts again, and readers no longer find them.",
    ),
    Deed.GIVE: Words(
        "Change the author",
        "Make {author} the author of {reviews}?",
        "{author} is now the author of {reviews} more.",
    ),
    Deed.DELETE: Words("Delete", "Delete {reviews}?", "{reviews} deleted."),
    Deed.RESTORE: Words("Restore", "Restore {reviews}?", "{reviews} restored."),
}
NOTES: Mapping[Deed, str] = {
    Deed.UNPUBLISH: "Readers will find nothing at their addresses, which stay theirs.",
    Deed.DELETE: "Readers will be told that they are gone. They can be restored.",
    Deed.GIVE: "Readers will see the other name under them.",
}


def what_will_happen(wish: Wish, count: int) -> str:
    """Ask whether a wish is meant."""
    return _filled(WORDS[wish.deed].question, wish, count)


def what_happened(wish: Wish, count: int) -> str:
    """Report what a wish has done."""
    if not count:
        return "Nothing had to be changed."
    return _filled(WORDS[wish.deed].report, wish, count)


def _filled(words: str, wish: Wish, count: int) -> str:
    author = wish.author.display_name if wish.author else ""
    reviews = counted(count, "review")
    return words.format(tag=wish.tag, author=author, reviews=reviews)

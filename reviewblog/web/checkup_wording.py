"""What may be amiss in the archive, in words: what it is, and what to do about it."""

from msgspec import Struct

from reviewblog.reviews.checkup.flaws import FlawKind


class Words(Struct, frozen=True):
    """A heading, a sentence on what to do, and how the flaws are counted."""

    heading: str
    advice: str
    one: str
    many: str


WORDS = {
    FlawKind.DEAD_LINK: Words(
        "Links and pictures that lead nowhere",
        "Readers find no page, or an empty frame. Mend the address, or let that of a "
        "page lead somewhere under Redirects.",
        "link or picture of a text leads nowhere",
        "links or pictures of texts lead nowhere",
    ),
    FlawKind.NO_DESCRIPTION: Words(
        "Pictures without a description",
        "Who does not see them learns nothing of them. Say what they show.",
        "picture is shown without a description",
        "pictures are shown without a description",
    ),
    FlawKind.UNLINKED_LOOK: Words(
        "Second looks that do not meet",
        "One title and year is filed twice, so that its reviews do not know of each "
        "other. If it is one film, merge the two.",
        "title is filed as two works",
        "titles are filed as two works",
    ),
    FlawKind.DOUBLED_PERSON: Words(
        "People who stand there twice",
        "Their names differ in accents, dots or capitals only. Merge them, or tell "
        "them apart by an addition.",
        "name belongs to two people",
        "names belong to two people",
    ),
    FlawKind.NO_YEAR: Words(
        "No year",
        "Without it the archive cannot tell a film from its remake.",
        "film has no year",
        "films have no year",
    ),
    FlawKind.NO_DIRECTOR: Words(
        "No director",
        "They are missing under People, and from the list of a director’s films.",
        "film has no director",
        "films have no director",
    ),
    FlawKind.NO_CAST: Words(
        "No cast",
        "Readers look for films by who is in them.",
        "film has no cast",
        "films have no cast",
    ),
}

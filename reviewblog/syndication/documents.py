"""What the XML formats share: namespaces, elements, extensions, the way to bytes."""

from datetime import datetime
from functools import cache

from lxml import etree

from reviewblog.syndication.characters import legal
from reviewblog.syndication.entries import BEST_PERCENT, Entry, Picture, Verdict

ATOM = "http://www.w3.org/2005/Atom"
OWN = "urn:reviewblog:1"
NAMESPACES = {
    "atom": ATOM,
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "letterboxd": "https://letterboxd.com",
    "media": "http://search.yahoo.com/mrss/",
    "rev": OWN,
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}
# Letterboxd knows no other kinds.
ON_LETTERBOXD = frozenset({"film", "short"})
UNTITLED, UNNAMED = "Untitled", "Anonymous"


def add(
    parent: etree._Element, name: str, text: str | None = None, /, **attributes: str
) -> etree._Element:
    """Add an element, ``prefix:name`` or of the parent's own vocabulary."""
    element = etree.SubElement(parent, _tag(name, str(parent.tag)))
    if text is not None:
        element.text = legal(text)
    for key, value in attributes.items():
        element.set(key, legal(value))
    return element


def add_extensions(parent: etree._Element, entry: Entry) -> None:
    """Add what neither RSS nor Atom has words for."""
    for picture in entry.pictures:
        _add_picture(parent, picture)
    if entry.review_id:
        add(parent, "rev:reviewId", entry.review_id)
    if entry.verdict:
        _add_verdict(parent, entry.verdict)
    _add_subject(parent, entry)


def rfc3339(moment: datetime) -> str:
    """Write a time as Atom and JSON Feed do."""
    return moment.isoformat().replace("+00:00", "Z")


def title_of(text: str) -> str:
    """Return a title that is never empty, since readers show nothing else."""
    return " ".join(legal(text).split()) or UNTITLED


def name_of(text: str) -> str:
    """Return a name that is never empty, since the formats ask for one."""
    return " ".join(legal(text).split()) or UNNAMED


def tags_of(entry: Entry) -> list[str]:
    """List an entry's tags, but for any that turn out to be blank."""
    tags = (legal(tag).strip() for tag in entry.tags)
    return [tag for tag in tags if tag]


def to_bytes(root: etree._Element) -> bytes:
    """Write a document, declaring only the namespaces it uses."""
    etree.cleanup_namespaces(root)
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)


@cache
def _tag(name: str, parent: str) -> str:
    """Spell an element's name out; there are some fifty of them, on every feed."""
    prefix, _, local = name.rpartition(":")
    own, brace, _ = parent.rpartition("}")
    space = f"{{{NAMESPACES[prefix]}}}" if prefix else own + brace
    return f"{space}{local}"


def _add_picture(parent: etree._Element, picture: Picture) -> None:
    media = add(parent, "media:content", url=picture.url, medium="image")
    if picture.alt:
        add(media, "media:description", picture.alt, type="plain")


def _add_verdict(parent: etree._Element, verdict: Verdict) -> None:
    percent, best = str(verdict.percent), str(BEST_PERCENT)
    add(parent, "rev:grade", verdict.label, percent=percent, best=best)


def _add_subject(parent: etree._Element, entry: Entry) -> None:
    subject = entry.subject
    if subject is None:
        return
    add(parent, "rev:workId", subject.id)
    add(parent, "rev:workKind", subject.kind)
    add(parent, "rev:workTitle", subject.title)
    if subject.year is not None:
        add(parent, "rev:workYear", str(subject.year))
    if subject.minutes is not None:
        add(parent, "rev:runningTime", f"PT{subject.minutes}M")
    for name in subject.directors:
        add(parent, "rev:director", name)
    for name in subject.writers:
        add(parent, "rev:writer", name)
    for name, character in subject.cast:
        add(parent, "rev:cast", name, **({"as": character} if character else {}))
    for country in subject.countries:
        add(parent, "rev:country", country)
    if subject.kind in ON_LETTERBOXD:
        _add_letterboxd(parent, entry)


def _add_letterboxd(parent: etree._Element, entry: Entry) -> None:
    """Say it in Letterboxd's words too, for the tools that read its feeds."""
    if entry.subject:
        add(parent, "letterboxd:filmTitle", entry.subject.title)
        if entry.subject.year is not None:
            add(parent, "letterboxd:filmYear", str(entry.subject.year))
    if entry.verdict:
        stars = max(1, round(entry.verdict.percent / 10)) / 2
        add(parent, "letterboxd:memberRating", f"{stars:.1f}")

"""Names that never change: not with the host, the slug, the engine or the wording."""

import re
from uuid import UUID, uuid5

from reviewblog.site.models import Site

_NAMESPACE = UUID("8a5f0d3c-7d4e-4c7b-9a52-6f1b7c9e2d40")

_ADDRESS = r"[0-9A-Za-z;/?:@&=+$.\-_!~*'(),%#]"
_IRI = re.compile(
    rf"https?://[0-9A-Za-z]{_ADDRESS}*"
    rf"|tag:[a-z0-9._@-]+,\d{{4}}(-\d\d){{0,2}}:{_ADDRESS}*"
    r"|urn:(?!uuid:)[0-9A-Za-z][0-9A-Za-z-]{1,31}:([0-9A-Za-z()+,.:=@;$_!*'-]|%[0-9A-Fa-f]{2})+"
    r"|urn:uuid:[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
)


def channel_id(site: Site, key: str) -> str:
    """Name a whole feed; its site is known by the moment it was set up."""
    return uuid5(_NAMESPACE, f"{site.created_at.isoformat()} {key}").urn


def comment_entry_id(review: UUID, comment: int) -> str:
    """Name the entry of a comment."""
    return uuid5(review, f"comment {comment}").urn


def as_iri(entry_id: str) -> str:
    """Make any identifier an IRI, which Atom asks for and old engines never did."""
    if _IRI.fullmatch(entry_id):
        return entry_id
    return uuid5(_NAMESPACE, entry_id.encode("utf-8", "replace").decode()).urn

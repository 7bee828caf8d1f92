"""Questions about the library."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from reviewblog.media.models import FormerPicture, Picture
from reviewblog.text.stills import Still, hashes_in

# More words narrow nothing down that these have not.
MOST_WORDS = 8
CHOICES = 11


def list_pictures(
    session: Session, *, words: str = "", limit: int, offset: int = 0
) -> Sequence[Picture]:
    """List pictures, the newest first, that have all these words about them."""
    query = _about(words).order_by(Picture.created_at.desc(), Picture.id.desc())
    return session.scalars(query.limit(limit).offset(offset)).all()


def count_pictures(session: Session, *, words: str = "") -> int:
    """Count the pictures that have all these words about them."""
    return session.scalar(_about(words).with_only_columns(func.count(Picture.id))) or 0


def find_picture(session: Session, picture_id: int) -> Picture | None:
    """Find a picture with who uploaded it."""
    query = select(Picture).where(Picture.id == picture_id)
    return session.scalar(query.options(joinedload(Picture.uploaded_by)))


def list_by_ids(session: Session, ids: Collection[int]) -> Sequence[Picture]:
    """List pictures by their ids, the newest first."""
    query = select(Picture).where(Picture.id.in_(ids)).order_by(Picture.id.desc())
    return session.scalars(query).all()


def find_by_hash(session: Session, digest: str) -> Picture | None:
    """Find the picture with that content, or that had it before it was replaced."""
    return pictures_by_hash(session, {digest}).get(digest)


def pictures_by_hash(session: Session, hashes: Collection[str]) -> dict[str, Picture]:
    """Find pictures by the content they have or had; two statements at most."""
    if not hashes:
        return {}
    now = session.scalars(select(Picture).where(Picture.hash.in_(hashes)))
    found = {picture.hash: picture for picture in now}
    missing = set(hashes) - set(found)
    if missing:
        query = select(FormerPicture.hash, Picture).join(Picture)
        former = session.execute(query.where(FormerPicture.hash.in_(missing)))
        found.update((digest, picture) for digest, picture in former)
    return found


def hashes_of(session: Session, ids: Collection[int]) -> dict[str, int]:
    """Say which pictures texts may mean by which hash, former ones included."""
    now = select(Picture.hash, Picture.id).where(Picture.id.in_(ids))
    former = select(FormerPicture.hash, FormerPicture.picture_id).where(
        FormerPicture.picture_id.in_(ids)
    )
    return dict(session.execute(now.union_all(former)).all())


def hold_pictures(session: Session, hashes: Collection[str]) -> None:
    """Keep pictures from being deleted until a text that names them is committed."""
    named = select(Picture.id).where(Picture.hash.in_(hashes)).order_by(Picture.id)
    session.execute(named.with_for_update(read=True, key_share=True)).all()


def hold_to_delete(session: Session, ids: Collection[int]) -> None:
    """Wait for texts that are about to name pictures, and let no other do so."""
    doomed = select(Picture.id).where(Picture.id.in_(ids)).order_by(Picture.id)
    session.execute(doomed.with_for_update()).all()


def list_choices(session: Session, chosen: str) -> list[Picture]:
    """List the newest pictures, and before them the one with that hash."""
    newest = list_pictures(session, limit=CHOICES)
    if not chosen or any(picture.hash == chosen for picture in newest):
        return list(newest)
    known = session.scalar(select(Picture).where(Picture.hash == chosen))
    return [known, *newest] if known else list(newest)


def stills_by_hash(session: Session, hashes: Collection[str]) -> dict[str, Still]:
    """Say what pages show for the pictures that a text names."""
    found = pictures_by_hash(session, hashes)
    return {digest: picture.as_still() for digest, picture in found.items()}


def stills_in(session: Session, *texts: str) -> dict[str, Still]:
    """Say what pages show for the pictures in texts that are about to be kept.

    None of them can be deleted until those texts are committed.
    """
    hashes = set().union(*map(hashes_in, texts))
    if hashes:
        hold_pictures(session, hashes)
    return stills_by_hash(session, hashes)


def _about(words: str) -> Select[Picture]:
    query = select(Picture)
    for word in words.split()[:MOST_WORDS]:
        query = query.where(_mentions(word))
    return query


def _mentions(word: str) -> ColumnElement[bool]:
    fields = (Picture.alt, Picture.caption, Picture.credit, Picture.filename)
    found = [field.icontains(word, autoescape=True) for field in fields]
    return or_(*found)

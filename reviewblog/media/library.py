"""What happens to pictures: taken in, replaced, thrown away.

Files are written before the row that names them is committed and removed after the row
is gone, so a transaction that fails costs disk space at worst, never a picture.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.media.errors import PictureRefusedError
from reviewblog.media.models import FormerPicture, Picture
from reviewblog.media.names import clean_filename
from reviewblog.media.storage import MediaFolder

if TYPE_CHECKING:
    from reviewblog.media.encoding import PreparedPicture

# Any number will do that no other part of the program locks.
_LOCK = 0x6D65646961


def add_picture(  # noqa: PLR0913 -- what, from where, by whom, when
    session: Session,
    folder: MediaFolder,
    prepared: "PreparedPicture",
    *,
    filename: str,
    by: Account,
    at: datetime,
) -> Picture:
    """Take a picture in; one that is there already is returned as it is.

    Raises:
        PictureRefusedError: it was replaced by another one earlier.
        OSError: the folder cannot be written to.
    """
    _hold(session)
    _keep(folder, prepared)
    known = session.scalar(select(Picture).where(Picture.hash == prepared.hash))
    if known is not None:
        return known
    _refuse_former(session, prepared.hash)
    picture = Picture(
        uuid=uuid4(),
        hash=prepared.hash,
        width=prepared.width,
        height=prepared.height,
        tone=prepared.tone,
        modern=prepared.modern,
        alt="",
        caption="",
        credit="",
        filename=clean_filename(filename),
        uploaded_by_id=by.id,
        created_at=at,
    )
    session.add(picture)
    session.flush()
    return picture


def replace_content(
    session: Session, folder: MediaFolder, picture: Picture, prepared: "PreparedPicture"
) -> None:
    """Show other content under the same picture; its old address leads to the new.

    Raises:
        PictureRefusedError: the new content is another picture of the library.
        OSError: the folder cannot be written to.
    """
    _hold(session)
    if prepared.hash == picture.hash:
        return
    if session.scalar(select(Picture.id).where(Picture.hash == prepared.hash)):
        raise PictureRefusedError("This picture is in the library already.")
    returning = session.get(FormerPicture, prepared.hash)
    if returning is not None and returning.picture_id != picture.id:
        _refuse_former(session, prepared.hash)
    if returning is not None:
        session.delete(returning)
    _keep(folder, prepared)
    session.add(FormerPicture(hash=picture.hash, picture_id=picture.id))
    picture.hash, picture.tone = prepared.hash, prepared.tone
    picture.width, picture.height = prepared.width, prepared.height
    picture.modern = prepared.modern
    session.flush()


def forget(session: Session, pictures: Collection[Picture]) -> set[str]:
    """Delete rows; return the hashes whose files `sweep` may then remove."""
    ids = [picture.id for picture in pictures]
    former = select(FormerPicture.hash).where(FormerPicture.picture_id.in_(ids))
    hashes = {*session.scalars(former), *(picture.hash for picture in pictures)}
    for picture in pictures:
        session.delete(picture)
    session.flush()
    return hashes


def sweep(session: Session, folder: MediaFolder, hashes: Collection[str]) -> None:
    """Remove files that no row names any more, after those rows are gone for good."""
    _hold(session)
    kept = set(session.scalars(select(Picture.hash).where(Picture.hash.in_(hashes))))
    former = select(FormerPicture.hash).where(FormerPicture.hash.in_(hashes))
    for digest in set(hashes) - kept - set(session.scalars(former)):
        folder.remove(digest)


def _keep(folder: MediaFolder, prepared: "PreparedPicture") -> None:
    for name, content in prepared.files.items():
        folder.put(name, content)


def _refuse_former(session: Session, digest: str) -> None:
    former = session.get(FormerPicture, digest)
    if former is not None:
        newer = session.get_one(Picture, former.picture_id)
        raise PictureRefusedError(
            f"This picture was replaced by “{newer.filename}” earlier. "
            "To have it back, replace that one with it."
        )


def _hold(session: Session) -> None:
    """Let nobody remove the files that somebody else is about to name.

    SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))

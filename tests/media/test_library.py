"""Pictures are taken in once, keep their address for ever, and are never lost."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.media.encoding import prepare
from reviewblog.media.errors import PictureRefusedError
from reviewblog.media.library import add_picture, forget, replace_content, sweep
from reviewblog.media.models import Picture
from reviewblog.media.queries import (
    count_pictures,
    find_by_hash,
    list_pictures,
    stills_by_hash,
)
from reviewblog.media.storage import MediaFolder
from tests.factories import LONG_AGO
from tests.media.pictures import plain


@pytest.fixture
def folder(tmp_path: Path) -> MediaFolder:
    return MediaFolder(tmp_path / "media")


@pytest.fixture
def red(session: Session, folder: MediaFolder, owner: Account) -> Picture:
    return take_in(session, folder, owner, "red")


def take_in(session: Session, folder: MediaFolder, by: Account, colour: str) -> Picture:
    picture = add_picture(
        session,
        folder,
        prepare(plain(colour)),
        filename=f"../{colour}.png",
        by=by,
        at=LONG_AGO,
    )
    session.commit()
    return picture


def files_in(folder: MediaFolder) -> set[str]:
    return {path.name for path in folder.path.rglob("*.*")}


def test_a_picture_is_taken_in_with_all_its_files(
    folder: MediaFolder, red: Picture
) -> None:
    assert red.filename == "red.png"
    assert (red.width, red.height, red.tone) == (64, 48, "r7g0b0")
    assert files_in(folder) == {
        f"{red.hash}.jpg",
        f"{red.hash}-64.jpg",
        f"{red.hash}-64.avif",
    }


def test_the_same_picture_is_taken_in_once(
    session: Session, folder: MediaFolder, owner: Account, red: Picture
) -> None:
    assert take_in(session, folder, owner, "red").id == red.id
    assert session.scalar(select(func.count(Picture.id))) == 1


def test_a_replaced_picture_is_found_by_its_old_content(
    session: Session, folder: MediaFolder, red: Picture
) -> None:
    old = red.hash

    replace_content(session, folder, red, prepare(plain("blue")))
    session.commit()

    assert red.hash != old
    assert find_by_hash(session, old) is red
    assert stills_by_hash(session, {old})[old].hash == red.hash
    assert f"{old}.jpg" in files_in(folder)


def test_a_picture_may_go_back_to_what_it_was(
    session: Session, folder: MediaFolder, red: Picture
) -> None:
    old = red.hash
    replace_content(session, folder, red, prepare(plain("blue")))

    replace_content(session, folder, red, prepare(plain("red")))
    session.commit()

    assert red.hash == old
    assert find_by_hash(session, prepare(plain("blue")).hash) is red


def test_a_picture_is_not_replaced_by_another_one_of_the_library(
    session: Session, folder: MediaFolder, owner: Account, red: Picture
) -> None:
    take_in(session, folder, owner, "blue")

    with pytest.raises(PictureRefusedError, match="already"):
        replace_content(session, folder, red, prepare(plain("blue")))


def test_what_was_replaced_does_not_come_back_as_another_picture(
    session: Session, folder: MediaFolder, owner: Account, red: Picture
) -> None:
    replace_content(session, folder, red, prepare(plain("blue")))
    session.commit()

    with pytest.raises(PictureRefusedError, match=r"replaced by “red\.png”"):
        take_in(session, folder, owner, "red")


def test_a_forgotten_picture_takes_all_its_files_along(
    session: Session, folder: MediaFolder, red: Picture
) -> None:
    replace_content(session, folder, red, prepare(plain("blue")))
    hashes = forget(session, [red])
    session.commit()

    sweep(session, folder, hashes)

    assert len(hashes) == 2
    assert files_in(folder) == set()


def test_files_stay_when_forgetting_is_taken_back(
    session: Session, folder: MediaFolder, red: Picture
) -> None:
    digest = red.hash
    hashes = forget(session, [red])
    session.rollback()

    sweep(session, folder, hashes)

    assert f"{digest}.jpg" in files_in(folder)


def test_pictures_are_found_by_all_the_words_about_them(
    session: Session, folder: MediaFolder, owner: Account, red: Picture
) -> None:
    red.describe(alt="Johnny leans into the snow", caption="100 % cold", credit="Rank")
    take_in(session, folder, owner, "blue")
    session.commit()

    def found(words: str) -> int:
        assert len(list_pictures(session, words=words, limit=9)) == count_pictures(
            session, words=words
        )
        return count_pictures(session, words=words)

    assert found("") == 2
    assert found("SNOW johnny") == 1
    assert found("rank red.png") == 1
    assert found("100 %") == 1
    assert found("_") == 0
    assert found("snow fire") == 0

"""Files are whole or not there."""

import os
from pathlib import Path

import pytest

from reviewblog.media.storage import MediaFolder

NAME = "0123456789abcdef0123456789abcdef.jpg"


@pytest.fixture
def folder(tmp_path: Path) -> MediaFolder:
    return MediaFolder(tmp_path / "media")


def test_a_file_is_kept_under_its_name(folder: MediaFolder) -> None:
    folder.put(NAME, b"pixels")

    assert folder.path_of(NAME).read_bytes() == b"pixels"
    assert [path.name for path in folder.path_of(NAME).parent.iterdir()] == [NAME]


def test_a_failed_write_leaves_nothing(
    folder: MediaFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(OSError, match="space"):
        folder.put(NAME, b"pixels")

    assert list(folder.path_of(NAME).parent.iterdir()) == []


def test_a_file_cut_short_is_written_anew(folder: MediaFolder) -> None:
    folder.put(NAME, b"pixels")
    folder.path_of(NAME).write_bytes(b"pix")

    folder.put(NAME, b"pixels")

    assert folder.path_of(NAME).read_bytes() == b"pixels"


def test_a_picture_goes_with_all_its_sizes(folder: MediaFolder) -> None:
    folder.put(NAME, b"large")
    folder.put(NAME.replace(".", "-480."), b"small")
    folder.put(NAME.replace("0123", "0124"), b"another")

    folder.remove(NAME.removesuffix(".jpg"))

    left = [path.read_bytes() for path in folder.path.rglob("*.jpg")]
    assert left == [b"another"]


@pytest.mark.parametrize("name", ["../secret_key", "a.jpg", f"{NAME}/x", NAME.upper()])
def test_only_names_of_pictures_lead_anywhere(folder: MediaFolder, name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        folder.path_of(name)

"""The files that are kept of a picture."""

import pytest

from reviewblog.media.encoding import prepare
from reviewblog.text.stills import FILE_NAME
from tests.media.hostile import HARMLESS, SCRIPT, SECRET
from tests.media.pictures import picture, plain, read


def test_a_picture_comes_in_several_widths_and_two_formats() -> None:
    prepared = prepare(picture((2000, 1000), "JPEG"))

    sizes = sorted(
        (read(content).format, read(content).size)
        for content in prepared.files.values()
    )
    assert sizes == [
        *(("AVIF", size) for size in ((480, 240), (960, 480), (1600, 800))),
        *(("JPEG", size) for size in ((480, 240), (960, 480), (1600, 800))),
        ("JPEG", (2000, 1000)),
    ]


def test_no_size_is_wider_than_the_picture() -> None:
    widths = {read(content).width for content in prepare(picture()).files.values()}

    assert widths == {64}


def test_the_hash_names_the_content() -> None:
    once, again = prepare(plain("red")), prepare(plain("red", kind="GIF"))

    assert once.hash == again.hash
    assert once.hash != prepare(plain("blue")).hash
    assert all(FILE_NAME.fullmatch(name) for name in once.files)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("name", HARMLESS)
def test_nothing_of_the_file_but_its_pixels_is_kept(name: str) -> None:
    for content in prepare(HARMLESS[name]).files.values():
        kept = read(content)
        assert SCRIPT not in content
        assert SECRET not in content
        assert not dict(kept.getexif())
        assert not {"comment", "icc_profile", "xmp", "exif"} & set(kept.info)


@pytest.mark.parametrize(
    ("colour", "tone"),
    [("black", "r0g0b0"), ("white", "r7g7b7"), ("red", "r7g0b0"), ("navy", "r0g0b4")],
)
def test_the_tone_is_the_colour_that_fills_most(colour: str, tone: str) -> None:
    assert prepare(plain(colour)).tone == tone

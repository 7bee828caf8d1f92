"""What is taken for a picture, and what is left of it."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from reviewblog.media import decoding
from reviewblog.media.decoding import LARGEST, decode
from reviewblog.media.errors import PictureRefusedError
from tests.media.hostile import HARMLESS, REFUSED
from tests.media.pictures import as_file, picture, plain


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_words(name: str) -> None:
    with pytest.raises(PictureRefusedError, match=r"^(This|There) .+\.$"):
        decode(REFUSED[name])


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("name", HARMLESS)
def test_of_a_hostile_picture_only_pixels_are_left(name: str) -> None:
    decoded = decode(HARMLESS[name])

    assert decoded.mode == "RGB"
    assert not getattr(decoded, "is_animated", False)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("drawing", "SVG"),
        ("heic", "JPEG"),
        ("tiff", "TIFF"),
        ("png of 50,000 by 50,000", "too many pixels"),
        ("jpeg cut in half", "damaged"),
        ("nothing", "empty"),
    ],
)
def test_the_refusal_says_what_to_do(name: str, said: str) -> None:
    with pytest.raises(PictureRefusedError, match=said):
        decode(REFUSED[name])


def test_a_giant_is_refused_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_picture: Image.Image) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr(Image.Image, "load", fail)

    with pytest.raises(PictureRefusedError, match="too many pixels"):
        decode(REFUSED["png of 13,000 by 13,000"])


def test_a_heavy_file_is_refused_by_its_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MOST_BYTES", 100)

    with pytest.raises(PictureRefusedError, match="larger than"):
        decode(picture())


def test_a_picture_is_turned_as_the_camera_was_held() -> None:
    upright = Image.new("RGB", (40, 20), "red")
    upright.paste("blue", (0, 0, 10, 20))
    exif = Image.Exif()
    exif[0x0112] = 6

    decoded = decode(as_file(upright, "PNG", exif=exif))

    assert decoded.size == (20, 40)
    assert decoded.getpixel((10, 2)) == (0, 0, 255)


def test_a_large_picture_is_made_to_fit() -> None:
    assert decode(picture((4800, 1200), "JPEG")).size == (LARGEST, 600)


def test_a_small_picture_is_never_made_larger() -> None:
    assert decode(picture((300, 200))).size == (300, 200)


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (4, 4), (255, 0, 0, 0))

    assert decode(as_file(clear, "PNG")).getpixel((1, 1)) == (255, 255, 255)


def test_sixteen_bits_keep_their_brightness() -> None:
    bright = Image.new("I;16", (4, 4), 32768)

    assert decode(as_file(bright, "PNG")).getpixel((1, 1)) == (128, 128, 128)


def test_the_first_frame_stands_for_an_animation() -> None:
    assert decode(HARMLESS["animated png"]).getpixel((5, 5)) == (255, 0, 0)


def test_a_profile_that_does_not_fit_is_left_out() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    wrong = plain("red", icc_profile=profile)

    assert decode(wrong).getpixel((1, 1)) == (255, 0, 0)


def test_a_profile_that_fits_is_used_up() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    right = plain("red", icc_profile=profile)

    assert decode(right).getpixel((1, 1)) == (255, 0, 0)


def test_a_picture_is_known_by_its_content_alone() -> None:
    assert Image.open(BytesIO(picture(kind="WEBP"))).format == "WEBP"
    assert decode(picture(kind="WEBP")).size == (64, 48)

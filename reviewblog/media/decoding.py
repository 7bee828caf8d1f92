"""From the bytes somebody uploaded to plain pixels, or a refusal.

The type is what a decoder recognises, whatever the file is called. Pixels are all that
is kept: what else a file holds (position, comments, thumbnails, programs behind the end
of the picture) is lost, for the result is encoded from nothing. Sizes are looked at
before anything is decoded.
"""

import struct
import zlib
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from reviewblog.media.errors import PictureRefusedError
from reviewblog.media.recognition import DAMAGED, MOST_BYTES, why_refused

# A picture of 50 million pixels is 150 MB while it is being made smaller.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000
LARGEST = 2400
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
# More than any camera's; conversions of deliberately huge ones take long.
MOST_PROFILE_BYTES = 1024 * 1024
PAPER = (255, 255, 255)

_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What Pillow's decoders are known to raise on damaged files.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
)


def decode(data: bytes) -> Image.Image:
    """Read a picture, upright, in sRGB, at most `LARGEST` pixels wide and high.

    Of an animation this is the first frame; what is transparent becomes white.

    Raises:
        PictureRefusedError: it is too large, damaged, or no picture at all.
    """
    if len(data) > MOST_BYTES:
        raise PictureRefusedError(
            f"This file is larger than {MOST_BYTES // 1024**2} MB. "
            "Save it smaller and try again, please."
        )
    picture = _open(data)
    _refuse_giants(picture)
    try:
        picture.draft("RGB", (LARGEST, LARGEST))
        picture.load()
        return _plain(picture)
    except MemoryError as error:
        raise _too_many_pixels() from error
    except _DAMAGE as error:
        raise PictureRefusedError(DAMAGED) from error


def _open(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=FORMATS)
    except (*_BOMBS, MemoryError) as error:
        raise _too_many_pixels() from error
    except _DAMAGE as error:
        raise PictureRefusedError(why_refused(data)) from error


def _refuse_giants(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _too_many_pixels()


def _too_many_pixels() -> PictureRefusedError:
    return PictureRefusedError(
        f"This picture has too many pixels: {MOST_PIXELS // 10**6} million at most, "
        f"and no side longer than {LONGEST_SIDE:,}. Save it smaller, please."
    )


def _plain(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    picture = _opaque(_in_few_modes(picture))
    picture.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    # A broken note about the orientation is no reason to refuse the picture.
    with suppress(*_DAMAGE):
        picture = ImageOps.exif_transpose(picture)
    return _in_srgb(picture, profile)


def _in_few_modes(picture: Image.Image) -> Image.Image:
    """Bring what has 16 bits, a palette or one bit to what can be made smaller."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in {"L", "RGB", "RGBA", "CMYK"}:
        return picture
    is_clear = "transparency" in picture.info or "A" in picture.getbands()
    return picture.convert("RGBA" if is_clear else "RGB")


def _opaque(picture: Image.Image) -> Image.Image:
    if "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, PAPER)
    paper.paste(picture, mask=picture.getchannel("A"))
    paper.info["exif"] = picture.info.get("exif", b"")
    return paper


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """Convert from the colours it was made for; a wrong profile is left out."""
    if isinstance(profile, bytes) and 0 < len(profile) <= MOST_PROFILE_BYTES:
        with suppress(ImageCms.PyCMSError, *_DAMAGE):
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
            if converted is not None:
                return converted
    return picture.convert("RGB")

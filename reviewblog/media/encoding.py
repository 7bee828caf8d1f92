"""From pixels to the files that are kept: the picture itself, and smaller ones.

Every file is encoded from bare pixels, so none of them can hold anything else. The
smaller ones come in JPEG, which everything reads, and in a modern format.
"""

import hashlib
from collections.abc import Iterator
from io import BytesIO

from msgspec import Struct
from PIL import Image, features

from reviewblog.media.decoding import decode
from reviewblog.text.stills import HASH_LENGTH, file_name, widths_of

ORIGINAL_QUALITY, JPEG_QUALITY, MODERN_QUALITY = 88, 80, 62
# Measured: AVIF at this speed takes 60 ms for the largest size.
AVIF_SPEED = 8
LEVELS = 8


class PreparedPicture(Struct, frozen=True, kw_only=True):
    """A picture that was looked through, and its files by their names."""

    hash: str
    width: int
    height: int
    tone: str
    modern: str
    files: dict[str, bytes]


def prepare(data: bytes) -> PreparedPicture:
    """Make all files of an uploaded picture; under a second for a camera's.

    Raises:
        PictureRefusedError: it is no picture that may be kept.
    """
    picture = decode(data)
    # Whatever a decoder remembers of the file would be written into the next one.
    picture.info.clear()
    original = _jpeg(picture, ORIGINAL_QUALITY)
    digest = hashlib.sha256(original).hexdigest()[:HASH_LENGTH]
    modern = "avif" if features.check("avif") else "webp"
    return PreparedPicture(
        hash=digest,
        width=picture.width,
        height=picture.height,
        tone=_tone(picture),
        modern=modern,
        files={file_name(digest): original, **dict(_sizes(picture, digest, modern))},
    )


def _sizes(
    picture: Image.Image, digest: str, modern: str
) -> Iterator[tuple[str, bytes]]:
    for width in widths_of(picture.width):
        height = max(1, round(picture.height * width / picture.width))
        size = picture.resize((width, height), Image.Resampling.LANCZOS)
        yield file_name(digest, width), _jpeg(size, JPEG_QUALITY)
        yield file_name(digest, width, modern), _modern(size, modern)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()


def _modern(picture: Image.Image, modern: str) -> bytes:
    file = BytesIO()
    if modern == "avif":
        picture.save(file, "AVIF", quality=MODERN_QUALITY, speed=AVIF_SPEED)
    else:  # pragma: no cover -- a Pillow without AVIF
        picture.save(file, "WEBP", quality=MODERN_QUALITY + 15, method=4)
    return file.getvalue()


def _tone(picture: Image.Image) -> str:
    """Name the colour that fills most of it, in eighths: "r1g2b3"."""
    small = picture.resize((24, 24), Image.Resampling.BOX)
    counted = small.quantize(5, Image.Quantize.MEDIANCUT).convert("RGB").getcolors()
    _, colour = max(counted or [(1, (0, 0, 0))])
    values = colour if isinstance(colour, tuple) else (0, 0, 0)
    steps = (round(value / 255 * (LEVELS - 1)) for value in values)
    return "".join(f"{band}{step}" for band, step in zip("rgb", steps, strict=False))

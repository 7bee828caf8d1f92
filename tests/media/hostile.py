"""Files that somebody uploads who means harm, or whose computer failed them.

Each is refused, or what is kept of it is nothing but its pixels.
"""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image, ImageCms

from tests.media.pictures import (
    as_file,
    gif,
    jpeg_claiming,
    picture,
    png,
    png_chunk,
)

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SECRET = b"59.3293 N 18.0686 E"


def _archive() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("index.html", SCRIPT)
    return file.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (59.0, 19.0, 45.5)
    return exif


def _frames(kind: str, **how: object) -> bytes:
    colours = [Image.new("RGB", (40, 30), colour) for colour in ("red", "lime", "blue")]
    file = BytesIO()
    colours[0].save(file, kind, save_all=True, append_images=colours[1:], **how)
    return file.getvalue()


def _profile(size: int) -> bytes:
    honest = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return honest + b"\0" * (size - len(honest))


JPEG, PNG, GIF = picture(kind="JPEG"), picture(), picture(kind="GIF")
WEBP, AVIF = picture(kind="WEBP"), picture(kind="AVIF")
BOMB_OF_TEXT = png_chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 80_000_000, 9))
BOMB_OF_PROFILE = png_chunk(b"iCCP", b"a\0\0" + zlib.compress(b"\0" * 80_000_000, 9))
SCRIPT_AS_TEXT = png_chunk(b"tEXt", b"Comment\0" + SCRIPT)

REFUSED = {
    "nothing": b"",
    "one byte": b"\xff",
    "zeros": bytes(4096),
    "words": b"This is a picture, believe me.",
    "web page": b"<!DOCTYPE html><html>" + SCRIPT,
    "script": b"alert(1)",
    "drawing": SVG,
    "drawing with a declaration": b'<?xml version="1.0"?>\n' + SVG,
    "drawing with a mark and a comment": b"\xef\xbb\xbf <!-- x -->" + SVG,
    "drawing that calls out": SVG.replace(b"<script>", b'<image href="http://a/">'),
    "drawing of entities": b'<!DOCTYPE s [<!ENTITY a "&b;&b;">]><svg>&a;</svg>',
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "archive": _archive(),
    "program": b"MZ" + bytes(100),
    "elf": b"\x7fELF" + bytes(100),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "bitmap": picture(kind="BMP"),
    "icon": picture(kind="ICO"),
    "tiff": picture(kind="TIFF"),
    "tiff of many pages": _frames("TIFF"),
    "photoshop": b"8BPS\0\1" + bytes(40),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "film": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
    "film in webm": b"\x1a\x45\xdf\xa3" + bytes(100),
    "xpm with code": b'/* XPM */\nstatic char * x[] = {"1 1 1 1",};',
    "png of 50,000 by 50,000": png(50_000, 50_000),
    "png of 2 billion by 1": png(2**31 - 1, 1),
    "png of no width": png(0, 10),
    "png of 13,000 by 13,000": png(13_000, 13_000),
    "thin png": png(1, 30_000),
    "gif of 65,535 by 65,535": gif(65_535, 65_535),
    "jpeg of 65,500 by 65,500": jpeg_claiming(65_500, 65_500),
    "jpeg of no height": jpeg_claiming(64, 0),
    "png cut in half": PNG[: len(PNG) // 2],
    "png cut at its head": PNG[:20],
    "png with a bomb of text": png(64, 1, BOMB_OF_TEXT),
    "jpeg cut in half": JPEG[: len(JPEG) // 2],
    "jpeg cut at its head": JPEG[:30],
    "gif cut at its head": GIF[:15],
    "webp cut in half": WEBP[: len(WEBP) // 2],
    "avif cut in half": AVIF[: len(AVIF) // 2],
    "png with a wrong sum": PNG.replace(b"IDAT", b"IDAU"),
    "png with random data": png(64, 48).replace(
        zlib.compress(b"\0" * 65), b"\xff" * 12
    ),
    "riff that is a sound": b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
    "webp that claims 16,384 by 16,384": b"RIFF"
    + struct.pack("<I", 22)
    + b"WEBPVP8X"
    + struct.pack("<II", 10, 0)
    + b"\xff\x3f\0\xff\x3f\0",
}

HARMLESS = {
    "jpeg with a script in a comment": as_file(
        Image.new("RGB", (40, 30)), "JPEG", comment=SCRIPT
    ),
    "jpeg with an archive behind it": JPEG + _archive(),
    "jpeg with a script behind it": JPEG + SCRIPT,
    "png with a script behind it": PNG + SCRIPT,
    "png with a script as text": png(64, 1, SCRIPT_AS_TEXT),
    "gif that is also a script": b"GIF89a" + GIF[6:] + b"/*" + SCRIPT + b"*/",
    "jpeg with a position": as_file(Image.new("RGB", (40, 30)), "JPEG", exif=_exif()),
    "png with a position": as_file(Image.new("RGB", (40, 30)), "PNG", exif=_exif()),
    "webp with a position": as_file(Image.new("RGB", (40, 30)), "WEBP", exif=_exif()),
    "jpeg with broken notes": as_file(
        Image.new("RGB", (40, 30)), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff"
    ),
    "jpeg with xmp": as_file(Image.new("RGB", (40, 30)), "JPEG", xmp=SECRET),
    "jpeg with a huge profile": as_file(
        Image.new("RGB", (40, 30)), "JPEG", icc_profile=_profile(2_000_000)
    ),
    "jpeg with a wrong profile": as_file(
        Image.new("RGB", (40, 30)), "JPEG", icc_profile=b"acsp" * 64
    ),
    "animated gif": _frames("GIF"),
    "animated png": _frames("PNG"),
    "animated webp": _frames("WEBP"),
    "animated avif": _frames("AVIF"),
    "picture in CMYK": picture(kind="JPEG", mode="CMYK"),
    "picture of one bit": picture(mode="1"),
    "picture of sixteen bits": picture(mode="I;16"),
    "grey with transparency": picture(mode="LA"),
    "palette": picture(kind="GIF", mode="P"),
    "one pixel": picture((1, 1)),
    "very flat": picture((3000, 1)),
}

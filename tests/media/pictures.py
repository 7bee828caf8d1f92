"""Pictures for tests: honest ones, made here, and the bytes of their formats."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def picture(
    size: tuple[int, int] = (64, 48), kind: str = "PNG", mode: str = "RGB", **how: Any
) -> bytes:
    """Make a picture that is not all of one colour, as a file."""
    gradient = Image.linear_gradient("L").resize(size)
    return as_file(gradient.convert(mode), kind, **how)


def plain(
    colour: str, size: tuple[int, int] = (64, 48), kind: str = "PNG", **how: Any
) -> bytes:
    """Make a picture all of one colour, as a file."""
    return as_file(Image.new("RGB", size, colour), kind, **how)


def as_file(image: Image.Image, kind: str, **how: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def read(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def png_chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """Write a PNG of grey pixels whose head may claim any size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = png_chunk(b"IDAT", zlib.compress(b"\0" * 65))
    start, end = b"\x89PNG\r\n\x1a\n", png_chunk(b"IEND", b"")
    return b"".join([start, png_chunk(b"IHDR", head), *chunks, rows, end])


def gif(width: int, height: int) -> bytes:
    """Write the head of a GIF, which may claim any size, and a frame as large."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0)
    frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0)
    return screen + b"\0\0\0\xff\xff\xff" + frame + b"\x02\x02\x4c\x01\0;"


def jpeg_claiming(width: int, height: int) -> bytes:
    """Change what a JPEG says of its size."""
    content = bytearray(picture(kind="JPEG"))
    place = content.index(b"\xff\xc0") + 5
    content[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(content)

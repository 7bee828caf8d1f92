"""What can be said of a file before Pillow is loaded and asked.

How large it may be; and what it is that Pillow was not asked to read, so that the
refusal can help. What is accepted is decided by decoding, in `decoding`.
"""

import re

MOST_BYTES = 20 * 1024 * 1024

_HEAD = 1024
_MARKUP = re.compile(rb"<(?:svg|\?xml|!doctype|html|script)\b", re.IGNORECASE)
_BRANDS_OF_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
_KNOWN = {
    b"%PDF": "This is a PDF. Save the page as a PNG or JPEG picture, please.",
    b"PK\x03\x04": "This is an archive. Unpack it and choose the pictures in it.",
    b"II*\0": "This is a TIFF. Save it as a JPEG or PNG picture, please.",
    b"MM\0*": "This is a TIFF. Save it as a JPEG or PNG picture, please.",
    b"BM": "This is a Windows bitmap. Save it as a PNG picture, please.",
    b"8BPS": "This is a Photoshop file. Export it as a JPEG or PNG picture, please.",
}
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")
DAMAGED = (
    "This picture is damaged or was not copied whole. "
    "Save it anew and try again, please."
)
UNKNOWN = "This is no picture: choose a JPEG, PNG, GIF, WebP or AVIF file, please."


def why_refused(data: bytes) -> str:
    """Say what a file seems to be, by its first bytes, and what to do about it."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not data:
        return "This file is empty."
    if _MARKUP.match(head) or b"<svg" in head.lower():
        return (
            "This is an SVG drawing or a web page, which may hold programs. "
            "Export it as a PNG picture, please."
        )
    if data.startswith(_PICTURES):
        return DAMAGED
    if head[4:8] == b"ftyp":
        return _why_no_still(head[8:12])
    return next(
        (said for start, said in _KNOWN.items() if head.startswith(start)), UNKNOWN
    )


def _why_no_still(brand: bytes) -> str:
    if brand in {b"avif", b"avis"}:
        return DAMAGED
    if brand in _BRANDS_OF_HEIC:
        return "This is a HEIC picture, which browsers do not show. Export it as JPEG."
    return "This is a film. Take a still from it and save that as a JPEG."

"""Pictures of our own in a page: their addresses, their sizes and their markup.

The width and height keep the page from jumping, and the tone, a colour in eighths, is
shown by the stylesheet until the picture is there.
"""

import re
from collections.abc import Mapping
from html import escape

from msgspec import Struct

HASH_LENGTH = 32
WIDTHS = (480, 960, 1600)
# Where a browser knows no better, and for programs that read one address only.
USUAL_WIDTH = 960
TEXT_SIZES = "(max-width: 42rem) 92vw, 608px"
WIDE_SIZES = "(max-width: 72rem) 92vw, 848px"
LEAD_SIZES = "(max-width: 50rem) 92vw, 660px"
SMALL_SIZES = "(max-width: 44rem) 46vw, 320px"

ADDRESS_START = "/media/"
_HASH = re.compile(rf"[0-9a-f]{{{HASH_LENGTH}}}")
FILE_NAME = re.compile(
    rf"[0-9a-f]{{{HASH_LENGTH}}}(?:-[0-9]{{1,4}})?\.(?:jpg|avif|webp)"
)
_ADDRESS = re.compile(rf"/media/([0-9a-f]{{{HASH_LENGTH}}})(?:[-.][0-9a-z.]{{0,12}})?")
_MENTION = re.compile(rf"/media/([0-9a-f]{{{HASH_LENGTH}}})(?![0-9a-f])")


class Still(Struct, frozen=True, kw_only=True):
    """A picture as a page shows it."""

    hash: str
    width: int
    height: int
    tone: str
    modern: str
    alt: str = ""
    caption: str = ""
    credit: str = ""

    @property
    def address(self) -> str:
        """Return the path of the picture in its largest form."""
        return address_of(file_name(self.hash))

    @property
    def usual(self) -> tuple[str, int, int]:
        """Return the path, width and height of the size for everybody."""
        return self.at(max(w for w in widths_of(self.width) if w <= USUAL_WIDTH))

    @property
    def largest(self) -> tuple[str, int, int]:
        """Return the path, width and height of the largest size."""
        return self.at(widths_of(self.width)[-1])

    def at(self, width: int) -> tuple[str, int, int]:
        """Return the path, width and height of one of its sizes."""
        height = max(1, round(self.height * width / self.width))
        return address_of(file_name(self.hash, width)), width, height


def widths_of(width: int) -> list[int]:
    """List the widths in which a picture is kept, the smallest first; none larger."""
    smaller = [step for step in WIDTHS if step < width]
    return [*smaller, width] if width <= WIDTHS[-1] else smaller


def file_name(digest: str, width: int | None = None, extension: str = "jpg") -> str:
    """Name a file: the picture itself, or one of its sizes."""
    return f"{digest}.{extension}" if width is None else f"{digest}-{width}.{extension}"


def address_of(name: str) -> str:
    """Return the path under which a file is served."""
    return f"/media/{name}"


def hash_in(address: str) -> str | None:
    """Return the hash in the path of a picture of ours, whatever its size."""
    match = _ADDRESS.fullmatch(address)
    return match[1] if match else None


def is_lost(address: str, *, tone: str | None) -> bool:
    """Tell whether a rendered picture was to be one of ours and is not there.

    Those that were found when the text was rendered have a tone.
    """
    return address.startswith(ADDRESS_START) and not tone


def is_hash(value: str) -> bool:
    """Tell whether a value is the hash of a picture and nothing else."""
    return _HASH.fullmatch(value) is not None


def hashes_in(source: str) -> set[str]:
    """Return the hashes of all pictures of ours that a text mentions."""
    return set(_MENTION.findall(source))


def picture(
    still: Still,
    *,
    alt: str | None = None,
    sizes: str = TEXT_SIZES,
    is_first: bool = False,
    role: str = "",
) -> str:
    """Write a picture in all its sizes; the first on a page is loaded at once."""
    path, _, _ = still.usual
    attributes: dict[str, str | int] = {
        "src": path,
        "srcset": _srcset(still, "jpg"),
        "sizes": sizes,
        "width": still.width,
        "height": still.height,
        "alt": still.alt if alt is None else alt,
        "data-tone": still.tone,
        "decoding": "async",
    }
    attributes |= {"fetchpriority": "high"} if is_first else {"loading": "lazy"}
    attributes |= {"class": role} if role else {}
    source = {
        "type": f"image/{still.modern}",
        "srcset": _srcset(still, still.modern),
        "sizes": sizes,
    }
    return f"<picture><source{_written(source)}><img{_written(attributes)}></picture>"


def figure(still: Still, *, sizes: str = WIDE_SIZES, is_first: bool = False) -> str:
    """Write a picture with its caption and credit."""
    caption = escape(still.caption, quote=False)
    if still.credit:
        credit = f'<span class="credit">{escape(still.credit, quote=False)}</span>'
        caption = f"{caption} {credit}".strip()
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    shown = picture(still, sizes=sizes, is_first=is_first, role="u-featured")
    return f'<figure class="still still--wide">{shown}{words}</figure>'


def _srcset(still: Still, extension: str) -> str:
    return ", ".join(
        f"{address_of(file_name(still.hash, width, extension))} {width}w"
        for width in widths_of(still.width)
    )


def _written(attributes: Mapping[str, str | int]) -> str:
    return "".join(
        f' {name}="{escape(str(value))}"' for name, value in attributes.items()
    )

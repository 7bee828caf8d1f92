"""Which characters a feed may carry."""

import re

# XML 1.0 forbids the C0 controls, surrogates, U+FFFE and U+FFFF, and a document with
# one of them cannot be read at all. The other controls, the code points that are no
# characters and the mark of a failed decoding are legal, but validators complain.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff"
    + "".join(
        chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF)
    )
    + "]"
)


def legal(text: str) -> str:
    """Leave out what no feed may hold, however it came into the database."""
    return _UNFIT.sub("", text)

"""Which characters a feed may carry."""

import re
import sys

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
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]*)|0*([0-9]*));?")
_LONGEST_NUMBER = len(str(sys.maxunicode))


def legal(text: str) -> str:
    """Leave out what no feed may hold, however it came into the database."""
    return text if _is_legal(text) else _UNFIT.sub("", text)


def legal_html(html: str) -> str:
    """Do the same to HTML, which may also refer to characters by their numbers."""
    return _REFERENCE.sub(_legal_reference, legal(html))


def _is_legal(text: str) -> bool:
    """Tell quickly of nearly every text that all of it may stay.

    Nothing unfit can be printed, but for the mark of a failed decoding; going through
    a feed character by character takes longer than all the rest of it.
    """
    plain = text.replace("\n", "").replace("\xa0", "")
    return plain.isprintable() and "\ufffd" not in plain


def _legal_reference(reference: re.Match[str]) -> str:
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    if not digits or len(digits) > _LONGEST_NUMBER:
        return ""
    number = int(digits, base)
    return reference[0] if number <= sys.maxunicode and legal(chr(number)) else ""

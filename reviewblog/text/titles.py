"""How titles, names and running times are put in order, measured and written."""

import re
import unicodedata

from reviewblog.text.folding import fold

_ARTICLES: dict[str, tuple[str, ...]] = {
    "en": ("the ", "a ", "an "),
    "fr": ("le ", "la ", "les ", "l'", "un ", "une "),
    "de": ("der ", "die ", "das ", "ein ", "eine "),
    "it": ("il ", "lo ", "la ", "le ", "gli ", "i ", "l'", "un ", "uno ", "una "),
    "es": ("el ", "los ", "la ", "las ", "un ", "una "),
}
_PARTICLES = frozenset(
    """
    al bin da das de del della den der di do dos du el la le ten ter van von zu
    """.split()
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_BETWEEN_WORDS = re.compile(r"[\s\-\u2010-\u2015/:,&]+")
_WITHIN_WORDS = re.compile(r"[^\w\s]+")

_SHORT, _MEDIUM, _LONG = 11, 26, 48
_LONGEST_WORD = 13
_TINY_NAME, _SHORT_NAME = 5, 8
# So much wider is a name in capitals alone.
_CAPITALS = 1.3


def sort_title(title: str, language: str | None = None) -> str:
    """Make the key by which a catalogue files a title: "third man, the".

    Articles of other languages than English move only when the language is given,
    because "Die Hard" does not belong under H.
    """
    folded = fold(title).replace("\u2019", "'")
    opened = re.sub(r"^[^\w]+", "", folded)
    for article in _ARTICLES.get(_primary(language), ()):
        rest = opened.removeprefix(article)
        if rest != opened and _words_only(rest):
            return f"{_words_only(rest)}, {article.strip()}"
    return _words_only(folded) or folded.strip()


def sort_name(name: str) -> str:
    """Make the key by which people are filed: surname first, its particles with it."""
    words = (
        fold(name).replace("\u2019", "'").replace(".", " ").replace(",", " ").split()
    )
    tail = len(words) - 1 if len(words) > 2 and words[-1] in _SUFFIXES else len(words)  # noqa: PLR2004
    start = max(tail - 1, 0)
    while start > 0 and words[start - 1] in _PARTICLES:
        start -= 1
    return " ".join(words[start:tail] + words[:start] + words[tail:])


def title_length(title: str) -> str:
    """Say which of the four sizes of type a title is set in: s, m, l or xl."""
    length = _width(title.strip())
    if length <= _SHORT:
        return "s"
    if length <= _MEDIUM and max(map(_width, title.split())) <= _LONGEST_WORD:
        return "m"
    return "l" if length <= _LONG else "xl"


def name_length(name: str) -> str:
    """Say how large a site's name can be on its cover: xs, s, m, l or xl.

    A cover is set so large that a letter more or less matters even in one word.
    """
    length = _width(name.strip())
    if name.isupper():
        length = round(length * _CAPITALS)
    if length <= _TINY_NAME:
        return "xs"
    if length <= _SHORT_NAME:
        return "s"
    return "m" if length <= _SHORT else title_length(name)


def running_time(minutes: int) -> str:
    """Write a running time as a cinema's programme does: "1 Hr. 56 Mins."."""
    return _spoken(minutes, ("Hr.", "Hrs."), ("Min.", "Mins."))


def running_time_plain(minutes: int) -> str:
    """Write a running time in words: "1 hour 56 minutes"."""
    return _spoken(minutes, ("hour", "hours"), ("minute", "minutes"))


def iso_duration(minutes: int) -> str:
    """Write a running time for machines: "PT119M"."""
    return f"PT{minutes}M"


def _primary(language: str | None) -> str:
    return re.split(r"[-_]", (language or "en").strip().lower(), maxsplit=1)[0]


def _words_only(text: str) -> str:
    spaced = _BETWEEN_WORDS.sub(" ", text)
    return " ".join(_WITHIN_WORDS.sub("", spaced).split())


def _width(text: str) -> int:
    """Count columns: marks sit on a letter, an ideograph is as wide as two."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    marks = sum(unicodedata.category(letter) in {"Mn", "Me", "Cf"} for letter in text)
    return len(text) + wide - marks


def _spoken(minutes: int, hour: tuple[str, str], minute: tuple[str, str]) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [
        f"{count} {unit[count != 1]}"
        for count, unit in ((hours, hour), (rest, minute))
        if count
    ]
    return " ".join(parts)

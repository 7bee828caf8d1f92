"""What the desk's forms are made of: cleaning, limits, and numbers with manners."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from wtforms import Field, Form, IntegerField, ValidationError

from reviewblog.errors import DomainError
from reviewblog.text.clean import clean_line, clean_text

LONGEST_LANGUAGE = 35

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

Validator = Callable[[Form, Any], None]


def as_line(typed: str | None) -> str:
    """Clean what was typed into a field of one line."""
    return clean_line(typed or "")


def as_text(typed: str | None) -> str:
    """Clean what was typed into a field of many lines."""
    return clean_text(typed or "")


def as_list(typed: str | None) -> str:
    """Clean a list for a field of one line: what stood on lines gets commas."""
    lines = map(clean_line, clean_text(typed or "").split("\n"))
    return ", ".join(line.strip(" ,") for line in lines if line.strip(" ,"))


def at_most(limit: int) -> Validator:
    """Refuse a longer text, and say by how much it is too long."""

    def check(_form: Form, field: Field) -> None:
        length = len(field.data or "")
        if length > limit:
            raise ValidationError(
                f"{limit:,} characters at most; this has {length:,}, please shorten it."
            )

    return check


def required(message: str) -> Validator:
    """Refuse an empty field."""

    def check(_form: Form, field: Field) -> None:
        # A number that cannot be read has its own message.
        if field.data in ("", None) and not field.errors:
            raise ValidationError(message)

    return check


def between(least: int, most: int) -> Validator:
    """Refuse a number outside of what makes sense."""

    def check(_form: Form, field: Field) -> None:
        if field.data is not None and not least <= field.data <= most:
            raise ValidationError(f"Give a number from {least} to {most:,}, please.")

    return check


def readable_by(read: Callable[[str], object]) -> Validator:
    """Refuse what the domain cannot read, in its own words."""

    def check(_form: Form, field: Field) -> None:
        try:
            read(field.data or "")
        except DomainError as refusal:
            raise ValidationError(str(refusal)) from refusal

    return check


def language_code(_form: Form, field: Field) -> None:
    """Refuse what no browser understands as a language."""
    code = field.data or ""
    if code and (len(code) > LONGEST_LANGUAGE or not _LANGUAGE.fullmatch(code)):
        raise ValidationError("Give a code such as en, fr or pt-BR, please.")


def options(labels: Mapping[str, str]) -> Callable[[], list[tuple[str, str]]]:
    """Offer these values under these labels, in a form all WTForms take quietly."""
    return lambda: list(labels.items())


# As people and posters say it: "104 min", "1 hr 44", "2 Hrs.", "1:44".
_RUNNING_TIME = re.compile(
    r"(?:(\d{1,3})\s*(?:h|hrs?|hours?)\.?\s*|(\d{1,3}):)?"
    r"(?:(\d{1,4})\s*(?:m|mins?|minutes?|['\u2019\u2032])?\.?)?",
    re.IGNORECASE,
)


def minutes_in(typed: str) -> int | None:
    """Read a running time in minutes, or None where there is none to read."""
    said = _RUNNING_TIME.fullmatch(typed.strip())
    if not said or not any(said.groups()):
        return None
    hours = int(said[1] or said[2] or 0)
    return 60 * hours + int(said[3] or 0)


class WholeNumberField(IntegerField):
    """A number in figures, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; what was typed comes back if it is none."""
        typed = (valuelist or [""])[0].strip()
        if valuelist and not typed:
            self.data = None
        elif valuelist:
            try:
                self.data = int(typed)
            except ValueError as error:
                self.data = None
                raise ValueError("Give a whole number in figures, please.") from error


class MinutesField(WholeNumberField):
    """A running time in minutes, in figures or with its hours, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the minutes; what was typed comes back if there are none."""
        minutes = minutes_in((valuelist or [""])[0])
        super().process_formdata(valuelist if minutes is None else [str(minutes)])

"""The HTML side of a mail about comments: a heading, somebody's words, some links.

Mail programs want styles on the elements. Everything is escaped; of what readers wrote
only the source goes in, so there is nothing to run and nothing to load.
"""

from collections.abc import Sequence
from html import escape

from msgspec import Struct

_BODY = (
    "margin:0;background:#f4f7f8;color:#10171d;"
    "font-family:Georgia,'Times New Roman',serif;font-size:18px;line-height:1.5"
)
_SIGN = (
    "display:inline-block;background:#f8da12;color:#0e141a;"
    "font:bold 22px/1 'Arial Narrow',Arial,sans-serif;padding:12px 10px 8px"
)
_HEADING = "font:bold 26px/1.15 'Arial Narrow',Arial,sans-serif;margin:0 0 12px"
_QUOTE = "margin:0 0 20px;padding:0 0 0 16px;border-left:4px solid #f8da12"
_BUTTON = (
    "display:inline-block;border:2px solid #10171d;background:#10171d;color:#f4f7f8;"
    "font:bold 15px/1.2 Arial,sans-serif;padding:11px 16px;margin:0 8px 8px 0;"
    "text-decoration:none"
)
_PLAIN_BUTTON = _BUTTON.replace(
    "background:#10171d;color:#f4f7f8", "background:#f4f7f8;color:#10171d"
)
_SMALL = "margin:0 0 8px;color:#434d54;font:13px/1.5 Arial,sans-serif"
_LIGHTS = (
    ":root{color-scheme:light dark}@media(prefers-color-scheme:dark){"
    "body{background:#0a1014!important;color:#e4e8ea!important}"
    ".s{color:#b0b8bc!important}.b,.b~a{border-color:#e4e8ea!important}"
    ".b{background:#e4e8ea!important;color:#0a1014!important}"
    ".b~a{background:#0a1014!important;color:#e4e8ea!important}}"
)


class MailLink(Struct, frozen=True):
    """A link in a mail: its words, and where it leads."""

    words: str
    address: str


class Sheet(Struct, frozen=True, kw_only=True):
    """What a mail says; the first of the buttons is what most people want."""

    site: str
    heading: str
    lead: str
    quote: str = ""
    buttons: Sequence[MailLink] = ()
    foot: Sequence[str | MailLink] = ()


def as_html(sheet: Sheet) -> str:
    """Write it down."""
    sign = f'<span style="{_SIGN}">{escape(sheet.site)}</span>'
    parts = (
        f'<p style="margin:0 0 24px">{sign}</p>',
        f'<h1 style="{_HEADING}">{escape(sheet.heading)}</h1>',
        f'<p style="margin:0 0 16px">{escape(sheet.lead)}</p>',
        _quote(sheet.quote),
        _buttons(sheet.buttons),
        *(f'<p class="s" style="{_SMALL}">{_line(line)}</p>' for line in sheet.foot),
    )
    return (
        '<!doctype html><html><head><meta charset="utf-8">'
        f"<title>{escape(sheet.heading)}</title><style>{_LIGHTS}</style></head>"
        f'<body style="{_BODY}">'
        '<div style="max-width:560px;margin:0 auto;padding:24px 20px">'
        f"{''.join(parts)}</div></body></html>"
    )


def _quote(text: str) -> str:
    paragraphs = [part.strip("\n") for part in text.split("\n\n") if part.strip()]
    lines = "".join(
        f'<p style="margin:0 0 8px">{escape(part)}</p>'.replace("\n", "<br>\n")
        for part in paragraphs
    )
    return (
        f'<blockquote dir="auto" style="{_QUOTE}">{lines}</blockquote>' if lines else ""
    )


def _buttons(links: Sequence[MailLink]) -> str:
    looks = [f'class="b" style="{_BUTTON}"', *[f'style="{_PLAIN_BUTTON}"'] * len(links)]
    drawn = "".join(
        f'<a href="{escape(link.address)}" {look}>{escape(link.words)}</a>'
        for link, look in zip(links, looks, strict=False)
    )
    return f'<p style="margin:0 0 12px">{drawn}</p>' if drawn else ""


def _line(line: str | MailLink) -> str:
    if isinstance(line, str):
        return escape(line)
    address = escape(line.address)
    return f'<a href="{address}" style="color:inherit">{escape(line.words)}</a>'

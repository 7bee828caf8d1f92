"""What an owner may change of the design, and who may read the site for models."""

from sqlalchemy.orm import Session

from reviewblog.site.accents import accent_tokens
from reviewblog.site.defaults import get_site
from reviewblog.site.models import AiCrawlers, Fonts, Site

# What takes the place of the house's two families, token by token. Letters of a
# computer's own have no narrow cut, so headings are set smaller.
_SMALLER = {
    "--narrow": "100%",
    "--semi": "100%",
    "--name-scale": ".52",
    "--grade-scale": ".8",
    "--t-7": "clamp(2rem, 1.6rem + 1.6vw, 3rem)",
    "--t-8": "clamp(2.5rem, 1.7rem + 3.2vw, 4.5rem)",
}
_SERIF = 'Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif'
_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'
FONT_TOKENS = {
    Fonts.HOUSE: {},
    Fonts.ARCHIVO: {"--serif": "var(--sans)"},
    Fonts.SERIF: {"--serif": _SERIF, "--sans": _SERIF} | _SMALLER,
    Fonts.SANS: {"--serif": _SANS, "--sans": _SANS} | _SMALLER,
}


def change_look(session: Session, *, accent: str, fonts: Fonts) -> None:
    """Let the site have a colour, as ``read_accent`` returns it, and its letters."""
    site = get_site(session)
    site.accent = accent
    site.fonts = fonts


def change_crawlers(session: Session, wanted: AiCrawlers) -> None:
    """Say who may read the site for language models."""
    get_site(session).ai_crawlers = wanted


def look_tokens(site: Site) -> dict[str, str]:
    """Return the tokens of the design that this site sets otherwise."""
    colours = accent_tokens(site.accent) if site.accent else {}
    return {**colours, **FONT_TOKENS[site.fonts]}

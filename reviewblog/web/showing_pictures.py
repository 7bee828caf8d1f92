"""Pictures in templates: which size of them where."""

from markupsafe import Markup

from reviewblog.media.models import Picture
from reviewblog.text import stills
from reviewblog.text.markup import safe
from reviewblog.text.stills import Still

THUMBNAIL_SIZES = "(max-width: 30rem) 92vw, 13rem"
DESK_SIZES = "(max-width: 60rem) 92vw, 46rem"


def figure(still: Still) -> Markup:
    """Show the still of a review at the top of its page."""
    return safe(stills.figure(still, is_first=True))


def lead_picture(still: Still) -> Markup:
    """Show the still of the newest review on the front page."""
    return safe(stills.picture(still, sizes=stills.LEAD_SIZES, is_first=True))


def small_picture(still: Still) -> Markup:
    """Show a still beside others."""
    return safe(stills.picture(still, sizes=stills.SMALL_SIZES))


def thumbnail(picture: Picture) -> Markup:
    """Show a picture of the library beside its name, which says it already."""
    return safe(stills.picture(picture.as_still(), alt="", sizes=THUMBNAIL_SIZES))


def large(picture: Picture) -> Markup:
    """Show a picture of the library by itself."""
    return safe(stills.picture(picture.as_still(), sizes=DESK_SIZES))

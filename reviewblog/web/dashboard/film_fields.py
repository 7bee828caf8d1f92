"""What is known of a film, as fields that several forms of the desk share."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField

from reviewblog.web.dashboard.fields import (
    MinutesField,
    WholeNumberField,
    as_line,
    as_list,
    as_text,
    at_most,
    between,
    language_code,
    options,
    readable_by,
)
from reviewblog.works.crediting import (
    read_cast,
    read_countries,
    read_names,
    write_cast,
    write_names,
)
from reviewblog.works.facts import WorkFacts
from reviewblog.works.identifiers import (
    CATALOGUES,
    IMDB,
    LETTERBOXD,
    TMDB,
    WIKIDATA,
    Catalogue,
)
from reviewblog.works.models import WorkKind

LONGEST_TITLE = 300
LONGEST_LIST = 10_000
LONGEST_CAST = 70_000
LATEST_YEAR = 9_999
LONGEST_RUNTIME = 60_000


def identifier_field(catalogue: Catalogue) -> StringField:
    """Make a field for what another catalogue calls a work; a link will do, too."""
    return StringField(
        catalogue.name,
        description=f"Such as {catalogue.example}, or the link.",
        filters=[as_line],
        validators=[at_most(LONGEST_TITLE), readable_by(catalogue.read)],
    )


class FilmFields(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The facts about a film, as an author types them."""

    film_title = StringField(
        "Film title", filters=[as_line], validators=[at_most(LONGEST_TITLE)]
    )
    release_year = WholeNumberField("Year", validators=[between(1, LATEST_YEAR)])
    runtime_minutes = MinutesField(
        "Running time, minutes", validators=[between(1, LONGEST_RUNTIME)]
    )
    directors = StringField(
        "Directors",
        description="With commas between them.",
        filters=[as_list],
        validators=[at_most(LONGEST_LIST), readable_by(read_names)],
    )
    writers = StringField(
        "Writers",
        filters=[as_list],
        validators=[at_most(LONGEST_LIST), readable_by(read_names)],
    )
    cast = TextAreaField(
        "Cast",
        description="One name a line, in billing order. “Name as Role” gives the part.",
        filters=[as_text],
        validators=[at_most(LONGEST_CAST), readable_by(read_cast)],
    )
    countries = StringField(
        "Countries",
        filters=[as_list],
        validators=[at_most(LONGEST_LIST), readable_by(read_countries)],
    )
    original_title = StringField(
        "Original title", filters=[as_line], validators=[at_most(LONGEST_TITLE)]
    )
    original_language = StringField(
        "Original language",
        description="A code such as fr or pt-BR: helps browsers to read the title out.",
        filters=[as_line],
        validators=[language_code],
    )
    kind = SelectField(
        "Kind", choices=options({kind: kind.capitalize() for kind in WorkKind})
    )
    wikidata_id = identifier_field(WIKIDATA)
    imdb_id = identifier_field(IMDB)
    tmdb_id = identifier_field(TMDB)
    letterboxd_id = identifier_field(LETTERBOXD)

    def to_facts(self) -> WorkFacts:
        """Hand the validated fields to the domain."""
        identifiers = {
            catalogue.field: catalogue.read(self[catalogue.field].data or "")
            for catalogue in CATALOGUES
        }
        return WorkFacts(
            title=self.film_title.data or "",
            release_year=self.release_year.data,
            directors=read_names(self.directors.data or ""),
            writers=read_names(self.writers.data or ""),
            cast=read_cast(self.cast.data or ""),
            runtime_minutes=self.runtime_minutes.data,
            countries=read_countries(self.countries.data or ""),
            original_title=self.original_title.data or "",
            original_language=self.original_language.data or "",
            kind=WorkKind(self.kind.data),
            **identifiers,
        )


def typed_facts(facts: WorkFacts) -> dict[str, Any]:
    """Write facts as they would have been typed, by the names of the fields."""
    return {
        "film_title": facts.title,
        "release_year": facts.release_year,
        "runtime_minutes": facts.runtime_minutes,
        "directors": write_names(facts.directors),
        "writers": write_names(facts.writers),
        "cast": write_cast(facts.cast),
        "countries": write_names(facts.countries),
        "original_title": facts.original_title,
        "original_language": facts.original_language,
        "kind": facts.kind.value,
        **{each.field: getattr(facts, each.field) for each in CATALOGUES},
    }

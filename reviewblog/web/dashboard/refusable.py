"""Forms that show what the rules refuse beside the field it is about."""

from flask_wtf import FlaskForm

from reviewblog.errors import DomainError

LONGEST_SLUG = 80


class RefusableForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form of the desk; what is about none of its fields stands above them all."""

    def refuse(self, refusal: DomainError) -> None:
        """Show a refusal where the author is looking."""
        name = getattr(refusal, "field", "")
        if name in self:
            self[name].errors = [*self[name].errors, str(refusal)]
        else:
            self.form_errors.append(str(refusal))

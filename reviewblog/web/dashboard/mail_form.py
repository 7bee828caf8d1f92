"""The form in which an owner says what goes out, and when."""

from flask_wtf import FlaskForm
from wtforms import Field, Form, SelectField, StringField, ValidationError

from reviewblog.outgoing.addresses import read_address
from reviewblog.outgoing.errors import OutgoingRefusedError
from reviewblog.site.models import NoticeMode, Site
from reviewblog.web.dashboard.fields import as_line, at_most, options

HOURS = range(24)


def web_address(_form: Form, field: Field) -> None:
    """Refuse what no request could be sent to."""
    try:
        read_address(field.data or "http://empty")
    except OutgoingRefusedError as refusal:
        raise ValidationError(
            "Give an address such as https://hub.example/, please."
        ) from refusal


class MailForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Notices of comments, and the hub of the feeds."""

    comment_notices = SelectField(
        "When readers comment",
        description="Those who decide about comments are told by mail.",
        choices=options(
            {
                NoticeMode.EACH: "A mail for each comment",
                NoticeMode.DIGEST: "One mail a day, if something new waits",
                NoticeMode.OFF: "No mail",
            }
        ),
    )
    digest_hour = SelectField(
        "The daily mail comes at",
        description="By the clock of the site.",
        choices=lambda: [(str(hour), f"{hour}.00") for hour in HOURS],
    )
    websub_hub = StringField(
        "WebSub hub",
        description="The address of a hub, such as https://pubsubhubbub.appspot.com/,"
        " which tells feed readers at once of what appears. Left empty, nobody is told,"
        " and readers find it when they look.",
        filters=[as_line],
        validators=[at_most(500), web_address],
    )

    def __init__(self, site: Site) -> None:
        """Open the form on the site as it is; what was posted goes over it."""
        super().__init__(
            data={
                "comment_notices": site.comment_notices.value,
                "digest_hour": str(site.digest_hour),
                "websub_hub": site.websub_hub,
            }
        )

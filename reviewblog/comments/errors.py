"""What a reader is told when the rules say no, and beside which field."""

from reviewblog.errors import ConflictError, DomainError


class CommentRefusedError(DomainError):
    """A comment cannot be taken; ``field`` names where on the form it belongs."""

    field = ""


class CommentsClosedError(CommentRefusedError):
    """Nobody may comment here, or not any more."""


class ParentGoneError(CommentRefusedError):
    """The comment that was to be answered cannot be seen."""

    field = "parent_id"


class GradeUnknownError(CommentRefusedError):
    """The grade is not on the scale in use."""

    field = "grade"


class BodyRefusedError(CommentRefusedError):
    """The text is empty, too long, or would show nothing."""

    field = "body"


class EditTimeOverError(CommentRefusedError, ConflictError):
    """The editor was opened, or used, too late."""

    field = "body"

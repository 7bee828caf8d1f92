"""Say what the house has changed in a comment.

Readers see the note, so pages are made anew when it changes.

Revision: 0026
Follows: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OLD_WATCHED, NEW_WATCHED = "edited_at", "edited_at, edit_note"


def upgrade() -> None:
    op.add_column("comment", sa.Column("original_body", sa.Text(), nullable=True))
    note = sa.Column("edit_note", sa.String(120), server_default="", nullable=False)
    op.add_column("comment", note)
    op.add_column(
        "comment",
        sa.Column("is_folded", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    watch_instead(OLD_WATCHED, NEW_WATCHED)


def watch_instead(before: str, after: str) -> None:
    """Let the trigger that watches comments look at other columns."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        query = "SELECT sql FROM sqlite_master WHERE name = 'watch_comment_update'"
        drop = "DROP TRIGGER watch_comment_update"
    else:
        query = (
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger"
            " WHERE tgname = 'watch_comment_update'"
        )
        drop = "DROP TRIGGER watch_comment_update ON comment"
    definition = str(connection.exec_driver_sql(query).scalar_one())
    connection.exec_driver_sql(drop)
    connection.exec_driver_sql(definition.replace(before, after))


def downgrade() -> None:
    watch_instead(NEW_WATCHED, OLD_WATCHED)
    for column in ("is_folded", "edit_note", "original_body"):
        op.execute(f"ALTER TABLE comment DROP COLUMN {column}")

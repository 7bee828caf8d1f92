"""Write to readers.

Addresses that agreed to mail, the replies that were told of, what a mail is about, and
pinned comments. What pages do not show of a comment no longer throws them away:
hashes of addresses are dropped all the time.

Revision: 0013
Follows: 0012
"""

import sqlalchemy as sa
from alembic import op

from reviewblog.schema import triggers_set_aside

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SHOWN = (
    "review_id, parent_id, account_id, grade_id, author_name, body_html, status,"
    " submitted_at, edited_at, withdrawn_at, writer_hash, pinned_at"
)


def upgrade() -> None:
    op.create_table(
        "correspondent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("times_asked", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correspondent")),
        sa.UniqueConstraint("address", name=op.f("uq_correspondent_address")),
    )
    op.create_table(
        "reply_notice",
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reply_id"],
            ["comment.id"],
            name=op.f("fk_reply_notice_reply_id_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reply_id", name=op.f("pk_reply_notice")),
    )
    op.add_column(
        "outbox_message",
        sa.Column("topics", sa.Text(), server_default="", nullable=False),
    )
    with op.batch_alter_table("outbox_message") as outbox_message:
        outbox_message.alter_column(
            "topics", existing_type=sa.Text(), server_default=None
        )
    op.add_column(
        "comment", sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=True)
    )
    watch_updates(f" OF {SHOWN}")


def watch_updates(columns: str) -> None:
    """Let only changes of these columns count; the trigger is else as it was."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        op.execute("DROP TRIGGER watch_comment_update ON comment")
        op.execute(
            f"CREATE TRIGGER watch_comment_update AFTER UPDATE{columns} ON comment"
            " FOR EACH ROW EXECUTE FUNCTION watch_comment_update()"
        )
        return
    query = "SELECT sql FROM sqlite_master WHERE name = 'watch_comment_update'"
    definition = bind.execute(sa.text(query)).scalar_one()
    _, found, rest = definition.partition(" ON comment")
    op.execute("DROP TRIGGER watch_comment_update")
    op.execute(
        f"CREATE TRIGGER watch_comment_update AFTER UPDATE{columns}{found}{rest}"
    )


def downgrade() -> None:
    watch_updates("")
    with triggers_set_aside(op.get_bind()):
        with op.batch_alter_table("comment") as comment:
            comment.drop_column("pinned_at")
        with op.batch_alter_table("outbox_message") as outbox_message:
            outbox_message.drop_column("topics")
    op.drop_table("reply_notice")
    op.drop_table("correspondent")

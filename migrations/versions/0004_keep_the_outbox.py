"""Keep the outbox.

Revision: 0004
Follows: 0003
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from reviewblog.schema import triggers_set_aside

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Sites that are there already go on as a new one begins.
COLUMNS: dict[str, tuple[Any, Any]] = {
    "comment_notices": (sa.String(length=20), "each"),
    "digest_hour": (sa.Integer(), "8"),
    "websub_hub": (sa.String(length=500), ""),
}
CHECKS = {
    "noticemode": "comment_notices IN ('each', 'digest', 'off')",
    "digest_hour": "digest_hour BETWEEN 0 AND 23",
}


def upgrade() -> None:
    op.create_table(
        "errand",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("done_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_errand")),
    )
    make_outbox()
    with triggers_set_aside(op.get_bind()):
        with op.batch_alter_table("site") as site:
            for name, (kind, before) in COLUMNS.items():
                site.add_column(
                    sa.Column(name, kind, nullable=False, server_default=before)
                )
            for name, condition in CHECKS.items():
                site.create_check_constraint(name, condition)
        with op.batch_alter_table("site") as site:
            for name, (kind, _) in COLUMNS.items():
                site.alter_column(name, existing_type=kind, server_default=None)


def make_outbox() -> None:
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("recipient_name", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("in_reply_to", sa.String(length=300), nullable=False),
        sa.Column("reference_ids", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "sending",
                "sent",
                "failed",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("uuid", name=op.f("uq_outbox_message_uuid")),
    )
    op.create_index(
        "ix_outbox_message_due", "outbox_message", ["status", "next_attempt_at", "id"]
    )
    op.create_index("ix_outbox_message_recent", "outbox_message", ["created_at", "id"])


def downgrade() -> None:
    with (
        triggers_set_aside(op.get_bind()),
        op.batch_alter_table("site") as site,
    ):
        for name in CHECKS:
            site.drop_constraint(name, type_="check")
        for name in reversed(COLUMNS):
            site.drop_column(name)
    op.drop_table("outbox_message")
    op.drop_table("errand")

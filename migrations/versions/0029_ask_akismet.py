"""Ask Akismet.

Revision: 0029
Follows: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "akismet_question",
        sa.Column("comment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "goes_to",
            sa.Enum(
                "pending",
                "approved",
                "spam",
                "deleted",
                name="goes_to",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("is_change", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("user_agent", sa.String(length=500), nullable=False),
        sa.Column("referrer", sa.String(length=500), nullable=False),
        sa.Column(
            "opinion",
            sa.Enum(
                "spam",
                "good",
                name="opinion",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "lesson",
            sa.Enum(
                "spam",
                "good",
                name="lesson",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_akismet_question_comment_id_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_akismet_question")),
    )
    op.create_index(
        op.f("ix_akismet_question_next_attempt_at"),
        "akismet_question",
        ["next_attempt_at"],
    )


def downgrade() -> None:
    op.drop_table("akismet_question")

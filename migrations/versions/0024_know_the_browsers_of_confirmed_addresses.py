"""Know the browsers of confirmed addresses.

Revision: 0024
Follows: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proven_browser",
        sa.Column("writer_hash", sa.String(length=64), nullable=False),
        sa.Column("correspondent_id", sa.Integer(), nullable=False),
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["correspondent_id"],
            ["correspondent.id"],
            name=op.f("fk_proven_browser_correspondent_id_correspondent"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "writer_hash", "correspondent_id", name=op.f("pk_proven_browser")
        ),
    )
    op.create_index(
        "ix_proven_browser_correspondent_id", "proven_browser", ["correspondent_id"]
    )


def downgrade() -> None:
    op.drop_table("proven_browser")

"""Remember where people and topics moved, and what was done at the desk.

None of the new tables is shown to readers as such, so none has triggers; the new
column of ``tag`` is covered by the trigger on any change of that table.

Revision: 0011
Follows: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FORMER = {"former_person_slug": "person", "former_tag_slug": "tag"}
INDEXED = ("account_id", "done_at", "matter")


def upgrade() -> None:
    for table, target in FORMER.items():
        remember(table, target)
    empty = sa.Column(
        "description", sa.String(500), server_default=sa.text("''"), nullable=False
    )
    op.add_column("tag", empty)
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("matter", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_activity_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_activity_{column}"), "activity", [column])


def remember(table: str, target: str) -> None:
    column = f"{target}_id"
    op.create_table(
        table,
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column(column, sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            [column],
            [f"{target}.id"],
            name=op.f(f"fk_{table}_{column}_{target}"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    op.drop_table("activity")
    op.drop_column("tag", "description")
    for table in FORMER:
        op.drop_table(table)

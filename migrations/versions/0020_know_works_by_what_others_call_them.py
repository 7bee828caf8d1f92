"""Know works by what other catalogues call them, and remember where they moved.

Pages that show the new columns are covered by the trigger on any change of ``work``;
former addresses are not shown as such.

Revision: 0020
Follows: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

IDENTIFIERS = {"wikidata_id": 20, "imdb_id": 20, "tmdb_id": 20, "letterboxd_id": 100}
INDEXED = ("imdb_id", "wikidata_id")


def upgrade() -> None:
    op.create_table(
        "former_work_slug",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["work.id"],
            name=op.f("fk_former_work_slug_work_id_work"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_former_work_slug")),
    )
    op.create_index(
        op.f("ix_former_work_slug_work_id"), "former_work_slug", ["work_id"]
    )
    for name, length in IDENTIFIERS.items():
        kind = sa.String(length=length)
        empty = sa.text("''")
        op.add_column(
            "work", sa.Column(name, kind, server_default=empty, nullable=False)
        )
    for name in INDEXED:
        op.create_index(op.f(f"ix_work_{name}"), "work", [name])


def downgrade() -> None:
    for name in INDEXED:
        op.drop_index(op.f(f"ix_work_{name}"), "work")
    for name in IDENTIFIERS:
        op.drop_column("work", name)
    op.drop_table("former_work_slug")

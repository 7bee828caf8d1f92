"""Find stale texts without reading them.

Every start asks which texts an older program rendered or indexed; without an index
that is a walk through all of them.

Revision: 0007
Follows: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("comment", "review"):
        op.create_index(f"ix_{table}_renderer_version", table, ["renderer_version"])
    op.create_index("ix_search_entry_version", "search_entry", ["version", "review_id"])


def downgrade() -> None:
    op.drop_index("ix_search_entry_version", "search_entry")
    for table in ("review", "comment"):
        op.drop_index(f"ix_{table}_renderer_version", table)

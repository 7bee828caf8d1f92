"""Sort by letters on every database.

PostgreSQL sorted keys by the language that it was installed with, and so otherwise
than SQLite, which compares letter by letter.

Revision: 0017
Follows: 0016
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEYS = {"person": ("sort_name", 120), "work": ("sort_title", 300)}


def upgrade() -> None:
    collate('"C"')


def downgrade() -> None:
    collate('"default"')


def collate(collation: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, (column, length) in KEYS.items():
            op.execute(
                f"ALTER TABLE {table} ALTER COLUMN {column}"
                f" TYPE varchar({length}) COLLATE {collation}"
            )

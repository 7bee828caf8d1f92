"""Know which pictures kept texts name, so that none of them is thrown away.

Readers see no revisions, so nothing watches the table. The texts that are kept already
are read once, some at a time.

Revision: 0022
Follows: 0021
"""

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

BATCH = 200
MENTION = re.compile(r"/media/([0-9a-f]{32})(?![0-9a-f])")
HASH = re.compile(r"[0-9a-f]{32}")

kept = sa.table("revision", sa.column("id", sa.Integer), sa.column("fields", sa.Text))
named = sa.table(
    "revision_picture",
    sa.column("revision_id", sa.Integer),
    sa.column("hash", sa.String),
)


def upgrade() -> None:
    op.create_table(
        "revision_picture",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_revision_picture_revision_id_revision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "revision_id", "hash", name=op.f("pk_revision_picture")
        ),
    )
    op.create_index(
        "ix_revision_picture_hash", "revision_picture", ["hash", "revision_id"]
    )
    last = 0
    while texts := read_after(last):
        rows = [
            {"revision_id": number, "hash": digest}
            for number, fields in texts
            for digest in sorted(mentioned(fields))
        ]
        if rows:
            op.bulk_insert(named, rows)
        last = texts[-1][0]


def read_after(last: int) -> list[tuple[int, str]]:
    fields = sa.cast(kept.c.fields, sa.Text)
    query = sa.select(kept.c.id, fields).where(kept.c.id > last).order_by(kept.c.id)
    return [(row[0], row[1]) for row in op.get_bind().execute(query.limit(BATCH))]


def mentioned(fields: str) -> set[str]:
    values = [str(value) for _, value in json.loads(fields)]
    whole = {value for value in values if HASH.fullmatch(value)}
    return whole.union(*map(MENTION.findall, values))


def downgrade() -> None:
    op.drop_table("revision_picture")

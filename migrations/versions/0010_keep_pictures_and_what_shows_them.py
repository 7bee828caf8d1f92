"""Keep pictures and what shows them.

A review's still has a table of its own: behind the texts in the row of the review it
would be slow to reach on SQLite. Triggers count changes of what readers see.

Revision: 0010
Follows: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# As in the migration that began to watch: any published review counts as shown.
SHOWN = "EXISTS (SELECT 1 FROM review WHERE review.status = 'published' AND %s)"
OF_STILL = SHOWN % "review.id = {row}.review_id"
OF_PICTURE = (
    "EXISTS (SELECT 1 FROM still JOIN review ON review.id = still.review_id"
    " WHERE review.status = 'published' AND still.picture_id = {row}.id)"
)
TRIGGERS = (
    ("still", "insert", OF_STILL.format(row="NEW")),
    ("still", "update", OF_STILL.format(row="NEW")),
    ("still", "delete", OF_STILL.format(row="OLD")),
    ("picture", "update", OF_PICTURE.format(row="NEW")),
)


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(length=32), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("tone", sa.String(length=6), nullable=False),
        sa.Column("modern", sa.String(length=4), nullable=False),
        sa.Column("alt", sa.String(length=1000), nullable=False),
        sa.Column("caption", sa.String(length=1000), nullable=False),
        sa.Column("credit", sa.String(length=300), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"],
            ["account.id"],
            name=op.f("fk_picture_uploaded_by_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("hash", name=op.f("uq_picture_hash")),
        sa.UniqueConstraint("uuid", name=op.f("uq_picture_uuid")),
    )
    op.create_index("ix_picture_uploaded_by_id", "picture", ["uploaded_by_id"])

    op.create_table(
        "former_picture",
        sa.Column("hash", sa.String(length=32), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["picture.id"],
            name=op.f("fk_former_picture_picture_id_picture"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_former_picture")),
    )
    op.create_index("ix_former_picture_picture_id", "former_picture", ["picture_id"])

    op.create_table(
        "picture_use",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["picture.id"],
            name=op.f("fk_picture_use_picture_id_picture"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_picture_use_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("review_id", "picture_id", name=op.f("pk_picture_use")),
    )
    op.create_index(
        "ix_picture_use_picture", "picture_use", ["picture_id", "review_id"]
    )

    op.create_table(
        "still",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["picture.id"],
            name=op.f("fk_still_picture_id_picture"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_still_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_still")),
    )
    op.create_index("ix_still_picture_id", "still", ["picture_id"])
    watch()


def downgrade() -> None:
    unwatch()
    op.drop_index("ix_still_picture_id", "still")
    op.drop_table("still")
    op.drop_index("ix_picture_use_picture", "picture_use")
    op.drop_table("picture_use")
    op.drop_index("ix_former_picture_picture_id", "former_picture")
    op.drop_table("former_picture")
    op.drop_index("ix_picture_uploaded_by_id", "picture")
    op.drop_table("picture")


def watch() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, event, condition in TRIGGERS:
        name, head = f"watch_{table}_{event}", f"AFTER {event.upper()} ON {table}"
        if is_sqlite:
            op.execute(
                f"CREATE TRIGGER {name} {head} WHEN {condition} BEGIN"
                " UPDATE freshness SET changed = changed + 1 WHERE scope = '';"
                " INSERT INTO freshness (scope, changed) VALUES ('reviews',"
                " (SELECT changed FROM freshness WHERE scope = ''))"
                " ON CONFLICT (scope) DO UPDATE SET changed = excluded.changed; END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN"
            f" IF {condition} THEN PERFORM note_change('reviews'); END IF;"
            " RETURN NULL; END $$ LANGUAGE plpgsql"
        )
        op.execute(
            f"CREATE TRIGGER {name} {head} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def unwatch() -> None:
    for table, event, _ in TRIGGERS:
        name = f"watch_{table}_{event}"
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")

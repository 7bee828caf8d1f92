"""Let a site look its own way, and say who may read it for language models.

Revision: 0012
Follows: 0011
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from reviewblog.schema import triggers_set_aside

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Sites that are there already go on as a new one begins.
COLUMNS: dict[str, tuple[Any, str]] = {
    "accent": (sa.String(length=7), ""),
    "fonts": (sa.String(length=20), "house"),
    "ai_crawlers": (sa.String(length=20), "welcome"),
}
CHECKS = {
    "fonts": "fonts IN ('house', 'archivo', 'serif', 'sans')",
    "aicrawlers": "ai_crawlers IN ('welcome', 'no_training', 'none')",
}


def upgrade() -> None:
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


def downgrade() -> None:
    with (
        triggers_set_aside(op.get_bind()),
        op.batch_alter_table("site") as site,
    ):
        for name in CHECKS:
            site.drop_constraint(name, type_="check")
        for name in reversed(COLUMNS):
            site.drop_column(name)

"""Index the texts for searching.

The table of entries is the same on both databases. On SQLite triggers carry each
change over to two FTS5 tables, which hold words only; on PostgreSQL two generated
columns do the same. Words arrive folded and set apart by spaces, so neither database
has to know what a word is, and nothing in them can be taken for syntax.

The index on public reviews now answers "which are public, newest first" by itself.

Revision: 0005
Follows: 0004
"""

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from reviewblog.search.documents import Document
from reviewblog.text.excerpts import plain_text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BATCH = 200
SHOWN = sa.text("status = 'published' AND deleted_at IS NULL")
HEAD = ("title", "people", "summary")
ALL = (*HEAD, "body")

# PostgreSQL's own plan for a frequent word is to read every tsvector there is.
FUNCTIONS = {"search_head": "head_fts", "search_all": "all_fts"}
# FTS5's "ascii" takes all that is not ASCII for letters, which is what folding left.
FTS_OPTIONS = "content='', columnsize=0, tokenize='ascii'"
ENTRIES = sa.table(
    "search_entry",
    *(sa.column(name) for name in ("review_id", "version", *ALL, "plain")),
)


def upgrade() -> None:
    put_shown_index("published_at", "id", "status", "deleted_at")
    op.create_table(
        "search_entry",
        sa.Column("review_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*ALL, "plain")),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_search_entry_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_search_entry")),
    )
    if op.get_bind().dialect.name == "sqlite":
        index_on_sqlite()
    else:
        index_on_postgresql()
    fill()


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}(tsquery)")
    op.drop_table("search_entry")
    if is_sqlite:
        op.execute("DROP TABLE search_head_fts")
        op.execute("DROP TABLE search_all_fts")
    put_shown_index("published_at", "id")


def put_shown_index(*columns: str) -> None:
    op.drop_index("ix_review_shown", "review")
    op.create_index(
        "ix_review_shown",
        "review",
        list(columns),
        sqlite_where=SHOWN,
        postgresql_where=SHOWN,
    )


def index_on_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search_head_fts USING fts5"
        f" ({', '.join(HEAD)}, {FTS_OPTIONS})"
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_all_fts USING fts5"
        f" (words, prefix='3', {FTS_OPTIONS})"
    )
    add, drop = (" ".join(carry_over(row)) for row in ("NEW", "OLD"))
    changed = f"UPDATE OF {', '.join(ALL)}"
    for name, event, statements in (
        ("insert", "INSERT", add),
        ("delete", "DELETE", drop),
        ("update", changed, f"{drop} {add}"),
    ):
        op.execute(
            f"CREATE TRIGGER search_entry_{name} AFTER {event} ON search_entry"
            f" BEGIN {statements} END"
        )


def carry_over(row: str) -> Iterator[str]:
    # FTS5 forgets a row when it is told once more all that it was told of it.
    verb = ", 'delete'" if row == "OLD" else ""
    for table, columns, values in (
        ("search_head_fts", ", ".join(HEAD), ", ".join(f"{row}.{c}" for c in HEAD)),
        ("search_all_fts", "words", " || ".join(f"{row}.{c}" for c in ALL)),
    ):
        target = f", {table}" if verb else ""
        yield (
            f"INSERT INTO {table} (rowid{target}, {columns})"
            f" VALUES ({row}.review_id{verb}, {values});"
        )


def index_on_postgresql() -> None:
    # A place and a weight for each word of a field: 'glass':1A 'tati':2B
    weighed = " || ' ' || ".join(
        rf"regexp_replace({field}, '[^ ]+', '''\&''\:{place}{weight}', 'g')"
        for place, (field, weight) in enumerate(zip(HEAD, "ABC", strict=True), start=1)
    )
    for name, words in (("head_fts", weighed), ("all_fts", " || ".join(ALL))):
        op.execute(
            f"ALTER TABLE search_entry ADD COLUMN {name} tsvector"
            f" GENERATED ALWAYS AS (CAST({words} AS tsvector)) STORED"
        )
        op.execute(
            f"CREATE INDEX ix_search_entry_{name} ON search_entry USING gin ({name})"
        )
    for function, column in FUNCTIONS.items():
        op.execute(
            f"CREATE FUNCTION {function}(query tsquery) RETURNS SETOF integer AS"
            f" $$ SELECT review_id FROM search_entry WHERE {column} @@ query $$"
            " LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off"
        )


def fill() -> None:
    bind = op.get_bind()
    people = names_by(
        "SELECT work_id, name FROM credit JOIN person ON person.id = person_id"
    )
    tags = names_by(
        "SELECT review_id, name FROM review_tag JOIN tag ON tag.id = tag_id"
    )
    reviews = sa.text(
        "SELECT review.id, work_id, review.title, work.title, original_title, dek,"
        " body_html, notes_html FROM review JOIN work ON work.id = work_id"
        " WHERE review.id > :last ORDER BY review.id LIMIT :batch"
    )
    last = 0
    while rows := bind.execute(reviews, {"last": last, "batch": BATCH}).all():
        entries = []
        for last, work_id, *titles, dek, body, notes in rows:
            document = Document(
                titles=tuple(titles),
                people=tuple(people[work_id]),
                dek=dek,
                tags=tuple(tags[last]),
                text=f"{plain_text(body)} {plain_text(notes)}".strip(),
            )
            entries.append({"review_id": last, **document.as_row()})
        bind.execute(ENTRIES.insert(), entries)


def names_by(query: str) -> defaultdict[int, list[str]]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    for key, name in op.get_bind().execute(sa.text(f"{query} ORDER BY 1, 2")):
        names[key].append(name)
    return names

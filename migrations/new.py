"""Write a new migration from what the models have that the migrations lack.

python migrations/new.py "What it does, in the imperative"
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from reviewblog.db import configure_engine
from reviewblog.schema import alembic_config, migrations_dir


def main(message: str) -> None:
    """Compare the models with a fresh database at the newest revision."""
    number = len(list((migrations_dir() / "versions").glob("[0-9]*.py"))) + 1
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'scratch.sqlite'}")
        configure_engine(engine)
        config = alembic_config(engine)
        command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])

"""What these pages ask a database is promised where it is asked, on both kinds.

Here one will do; ``test_roles`` opens every page of the desk on PostgreSQL, too.
"""

import pytest

from tests.databases import Emptied


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest) -> str:
    database: Emptied = request.getfixturevalue(f"{request.param}_database")
    return database.empty()

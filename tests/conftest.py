"""Fixtures that every test may ask for; factories are imported by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy.orm import Session, sessionmaker

from reviewblog.accounts.models import Account
from reviewblog.app import create_app
from reviewblog.config import Settings
from reviewblog.extensions import db
from tests import databases
from tests.clients import sign_in
from tests.factories import make_account


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.make_sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> str:
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    return databases.start_postgres(shared / "postgres")


@pytest.fixture(scope="session")
def postgres_database(postgres_server: str, worker_id: str) -> str:
    return databases.make_postgres_database(postgres_server, f"test_{worker_id}")


@pytest.fixture
def empty_postgres_database(postgres_server: str, worker_id: str) -> str:
    """A database without any table, as an operator creates it."""
    return databases.make_empty_database(postgres_server, f"served_{worker_id}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of the test's own, once for each kind."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        return databases.copy_of(template, tmp_path)
    url: str = request.getfixturevalue("postgres_database")
    databases.empty(url)
    return url


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings.in_folder(
        tmp_path,
        database_url=database_url,
        secret_key="a secret that is long enough for tests",
        site_url="http://localhost",
        testing=True,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session of the test's own, never the one a request is given."""
    with app.app_context():
        new_session = sessionmaker(db.engine, expire_on_commit=False)
    with new_session() as session:
        yield session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader's browser."""
    return app.test_client()


@pytest.fixture
def owner(session: Session) -> Account:
    return make_account(session, username="owner", display_name="The Owner")


@pytest.fixture
def desk(app: Flask, session: Session, owner: Account) -> FlaskClient:
    """The owner's browser, signed in; forms need no token of their own."""
    return sign_in(app.test_client(), session, owner)


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()

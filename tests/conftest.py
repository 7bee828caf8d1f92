"""Fixtures that every test may ask for; factories are imported by name."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

# With every client there is: one process runs applications of different settings here.
import huey.api  # noqa: F401
import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from reviewblog.accounts import passwords
from reviewblog.accounts.models import Account
from reviewblog.app import create_app
from reviewblog.config import Settings
from reviewblog.extensions import db
from tests import databases
from tests.clients import sign_in
from tests.databases import Emptied
from tests.factories import make_account

# A machine that is busy with other things must not fail a property.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 is slow on purpose; only tests of that purpose pay for it."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", cheap)


@pytest.fixture
def dear_passwords(cheap_passwords: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost what they cost in earnest."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.make_sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str) -> str:
    # Not below pytest's own folder: that is closed to the user PostgreSQL runs as.
    folder = Path(tempfile.gettempdir()) / f"reviewblog-postgres-{testrun_uid}"
    return databases.start_postgres(folder)


@pytest.fixture(scope="session")
def postgresql_database(postgres_server: str, worker_id: str) -> Iterator[Emptied]:
    url = databases.make_postgres_database(postgres_server, f"test_{worker_id}")
    with closing(Emptied(url)) as database:
        yield database


@pytest.fixture
def empty_postgres_database(postgres_server: str, worker_id: str) -> str:
    """A database without any table, as an operator creates it."""
    return databases.make_empty_database(postgres_server, f"served_{worker_id}")


@pytest.fixture(scope="session")
def sqlite_database(sqlite_template: Path) -> Iterator[Emptied]:
    # In memory where there is a file system for it: tests need no safety either.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        url = databases.copy_of(sqlite_template, Path(folder))
        with closing(Emptied(url)) as database:
            yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database as a new site has it, once for each kind.

    The tests of one process share it, for making one takes longer than most tests.
    """
    database: Emptied = request.getfixturevalue(f"{request.param}_database")
    return database.empty()


@pytest.fixture(params=["sqlite", "postgresql"])
def own_engine(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path
) -> Iterator[Engine]:
    """A migrated database of the test's own, for tests that change the schema."""
    if request.param == "sqlite":
        url = databases.copy_of(sqlite_template, tmp_path)
    else:
        server = request.getfixturevalue("postgres_server")
        name = f"schema_{request.getfixturevalue('worker_id')}"
        url = databases.make_postgres_database(server, name)
    with databases.engine_for(url) as engine:
        yield engine


@pytest.fixture(scope="session")
def instance_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture
def settings(instance_path: Path, database_url: str) -> Settings:
    return Settings.in_folder(
        instance_path,
        database_url=database_url,
        secret_key="a secret that is long enough for tests",
        site_url="http://localhost",
        testing=True,
    )


@pytest.fixture(scope="session")
def apps() -> Iterator[dict[Settings, Flask]]:
    """The applications built so far: building one takes longer than most tests."""
    apps: dict[Settings, Flask] = {}
    yield apps
    for app in apps.values():
        dispose(app)


@pytest.fixture
def app(settings: Settings, apps: dict[Settings, Flask]) -> Flask:
    """An application on an empty database, shared by tests with the same settings."""
    if settings not in apps:
        apps[settings] = create_app(settings)
    return apps[settings]


@pytest.fixture
def build_app() -> Iterator[Callable[[Settings], Flask]]:
    """Build applications that let their connections go when the test ends."""
    built: list[Flask] = []

    def build(settings: Settings) -> Flask:
        built.append(create_app(settings))
        return built[-1]

    yield build
    for app in built:
        dispose(app)


@pytest.fixture
def fresh_app(settings: Settings, build_app: Callable[[Settings], Flask]) -> Flask:
    """An application that nobody has used, for tests that change it."""
    return build_app(settings)


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


def dispose(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()

"""Accounts from the command line."""

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.accounts.passwords import verify_password
from reviewblog.accounts.sign_ins import Browser, find_sign_in, start_sign_in
from reviewblog.cli.users import users_cli
from tests.factories import LONG_AGO, PASSWORD, make_account

CREATE = ["create", "tamsin", "--email", "tamsin@example.org"]
TWICE = f"{PASSWORD}\n{PASSWORD}\n"


def run(runner: FlaskCliRunner, *args: str, typed: str | bytes | None = None) -> Result:
    return runner.invoke(users_cli, list(args), input=typed)


def only_account(session: Session) -> Account:
    return session.scalars(select(Account)).one()


def test_create_asks_for_the_password_twice_and_never_shows_it(
    runner: FlaskCliRunner, session: Session
) -> None:
    result = run(runner, *CREATE, "--role", "owner", "--name", "T. O.", typed=TWICE)

    assert result.exit_code == 0
    assert "Created tamsin (owner)." in result.output
    assert PASSWORD not in result.output
    account = only_account(session)
    assert (account.role, account.display_name) == (Role.OWNER, "T. O.")
    assert verify_password(account.password_hash, PASSWORD)


def test_create_makes_an_author_unless_told_otherwise(
    runner: FlaskCliRunner, session: Session
) -> None:
    run(runner, *CREATE, typed=TWICE)

    assert only_account(session).role is Role.AUTHOR


@pytest.mark.parametrize("end", ["\n", "\r\n", "", "\nanother line\n"])
def test_create_reads_one_line_for_scripts(
    runner: FlaskCliRunner, session: Session, end: str
) -> None:
    result = run(runner, *CREATE, "--password-stdin", typed=PASSWORD + end)

    assert result.exit_code == 0
    assert "Password" not in result.output
    assert verify_password(only_account(session).password_hash, PASSWORD)


def test_create_asks_again_when_the_two_differ(
    runner: FlaskCliRunner, session: Session
) -> None:
    result = run(runner, *CREATE, typed=f"{PASSWORD}\nanother\n{TWICE}")

    assert result.exit_code == 0
    assert "do not match" in result.output
    assert verify_password(only_account(session).password_hash, PASSWORD)


@pytest.mark.parametrize(
    ("args", "typed", "message"),
    [
        (["create", "?", "--email", "t@example.org"], PASSWORD, "A username has"),
        (["create", "tam", "--email", "nonsense"], PASSWORD, "email address"),
        (["create", "taken", "--email", "t@example.org"], PASSWORD, "is taken"),
        (CREATE, "short", "at least 8 characters"),
        (CREATE, "password1", "guessed first"),
        (CREATE, "", "at least 8 characters"),
        (CREATE, "x" * 1_000_000, "at most 256"),
        (CREATE, b"\xff\xfe not UTF-8", "not valid UTF-8"),
    ],
)
def test_create_fails_with_one_clear_line(
    runner: FlaskCliRunner,
    session: Session,
    args: list[str],
    typed: str | bytes,
    message: str,
) -> None:
    make_account(session, username="taken")

    result = run(runner, *args, "--password-stdin", typed=typed)

    assert result.exit_code == 1
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""
    assert session.scalar(select(func.count(Account.id))) == 1


def test_create_takes_no_password_as_an_argument(runner: FlaskCliRunner) -> None:
    result = run(runner, *CREATE, "--password", PASSWORD)

    assert result.exit_code == 2


def test_create_knows_no_other_role(runner: FlaskCliRunner) -> None:
    result = run(runner, *CREATE, "--role", "king")

    assert result.exit_code == 2
    assert "'king' is not one of" in result.stderr


def test_list_shows_everybody(runner: FlaskCliRunner, session: Session) -> None:
    make_account(session, username="tamsin", email="tamsin@example.org")
    make_account(session, username="gone", role=Role.AUTHOR, disabled_at=LONG_AGO)

    lines = run(runner, "list").stdout.splitlines()

    assert [line.split()[:3] for line in lines] == [
        ["gone", "author", "disabled"],
        ["tamsin", "owner", "enabled"],
    ]
    assert lines[1].endswith("tamsin@example.org")


def test_set_password_signs_out_everywhere(
    runner: FlaskCliRunner, session: Session
) -> None:
    account = make_account(session, username="tamsin")
    browser = Browser(user_agent="test", keep=True)
    started = start_sign_in(session, account, browser, at=LONG_AGO)
    session.commit()

    result = run(
        runner, "set-password", "tamsin", "--password-stdin", typed="a new one"
    )

    assert result.exit_code == 0
    session.expire_all()
    assert verify_password(account.password_hash, "a new one")
    assert find_sign_in(session, started.token, at=LONG_AGO) is None


def test_set_password_refuses_a_weak_one(
    runner: FlaskCliRunner, session: Session
) -> None:
    account = make_account(session, username="tamsin")

    result = run(runner, "set-password", "tamsin", "--password-stdin", typed="tamsin")

    assert result.exit_code == 1
    session.expire_all()
    assert verify_password(account.password_hash, PASSWORD)


def test_disable_shuts_an_account_out(runner: FlaskCliRunner, session: Session) -> None:
    account = make_account(session, username="tamsin", role=Role.AUTHOR)

    result = run(runner, "disable", "tamsin")

    assert result.stdout == "Disabled tamsin.\n"
    session.refresh(account)
    assert not account.is_enabled


def test_enable_lets_an_account_in_again(
    runner: FlaskCliRunner, session: Session
) -> None:
    account = make_account(session, username="tamsin", disabled_at=LONG_AGO)

    result = run(runner, "enable", "tamsin")

    assert result.stdout == "Enabled tamsin.\n"
    session.refresh(account)
    assert account.is_enabled


def test_disable_leaves_one_owner(runner: FlaskCliRunner, session: Session) -> None:
    make_account(session, username="tamsin")

    result = run(runner, "disable", "tamsin")

    assert result.exit_code == 1
    assert "tamsin is the only owner" in result.stderr


@pytest.mark.parametrize("command", ["set-password", "disable", "enable"])
@pytest.mark.parametrize("username", ["nobody", "a\nb", "\x1b[31m", "x" * 9999])
def test_commands_say_when_there_is_no_such_account(
    runner: FlaskCliRunner, command: str, username: str
) -> None:
    result = run(runner, command, username, typed="")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There is no account named ")
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize(
    "command", ["create", "list", "set-password", "disable", "enable"]
)
def test_every_command_explains_itself(runner: FlaskCliRunner, command: str) -> None:
    result = run(runner, command, "--help")

    assert result.exit_code == 0
    assert "Usage:" in result.stdout

"""Accounts from the command line: for the first hour, and for when one is locked out.

Passwords are asked for without showing them, or read from standard input; never
taken as an argument, which everybody on the machine could see.
"""

import sys

import click
from flask.cli import AppGroup

from reviewblog.accounts.administration import (
    change_password,
    disable_account,
    enable_account,
    list_accounts,
)
from reviewblog.accounts.authentication import find_by_name
from reviewblog.accounts.models import Account, Role
from reviewblog.accounts.registration import register_account
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db

LONGEST_LINE = 10_000

users_cli = AppGroup("user", help="Make, list and change accounts.")
password_stdin = click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from one line of standard input instead of asking.",
)


@users_cli.command("create")
@click.argument("username")
@click.option("--email", required=True, help="For signing in, and for mail.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.AUTHOR.value,
    show_default=True,
    help="What the account may do.",
)
@click.option("--name", default="", help="The name readers see; else the username.")
@password_stdin
def create_user(
    username: str, email: str, role: str, name: str, *, password_stdin: bool
) -> None:
    """Give USERNAME an account."""
    password = _ask_for_password(from_stdin=password_stdin)
    try:
        with transaction(db.session()) as session:
            account = register_account(
                session,
                username=username,
                email=email,
                password=password,
                role=Role(role),
                display_name=name,
                at=utcnow(),
            )
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Created {account.username} ({account.role}).")


@users_cli.command("list")
def list_users() -> None:
    """List every account: username, role, state, email address."""
    for account in list_accounts(db.session()):
        state = "enabled" if account.is_enabled else "disabled"
        click.echo(
            f"{account.username:<20} {account.role:<10} {state:<9} {account.email}"
        )


@users_cli.command("set-password")
@click.argument("username")
@password_stdin
def set_password(username: str, *, password_stdin: bool) -> None:
    """Give USERNAME a new password, and sign it out everywhere."""
    _find(username)
    password = _ask_for_password(from_stdin=password_stdin)
    try:
        with transaction(db.session()) as session:
            change_password(session, _find(username), password)
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Changed the password of {username}.")


@users_cli.command("disable")
@click.argument("username")
def disable_user(username: str) -> None:
    """Shut USERNAME out, everywhere and at once."""
    try:
        with transaction(db.session()) as session:
            disable_account(session, _find(username), at=utcnow())
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Disabled {username}.")


@users_cli.command("enable")
@click.argument("username")
def enable_user(username: str) -> None:
    """Let USERNAME sign in again."""
    with transaction(db.session()):
        enable_account(_find(username))
    click.echo(f"Enabled {username}.")


def _find(username: str) -> Account:
    account = find_by_name(db.session(), username)
    if account is None:
        raise click.ClickException(f"There is no account named {username!r}.")
    return account


def _ask_for_password(*, from_stdin: bool) -> str:
    if not from_stdin:
        asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return asked
    line = sys.stdin.buffer.readline(LONGEST_LINE)
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise click.ClickException("The password is not valid UTF-8.") from error

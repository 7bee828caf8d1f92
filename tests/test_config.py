"""Settings: what is read, what is refused, and what is made the first time."""

import stat
from pathlib import Path

import pytest

from reviewblog.config import Settings, SettingsError

SECRET = "s" * 32


def env(folder: Path, **values: str) -> dict[str, str]:
    given = {f"REVIEWBLOG_{name}": value for name, value in values.items()}
    return {"REVIEWBLOG_INSTANCE_PATH": str(folder), "HOME": "/root"} | given


def test_load_without_any_setting_keeps_everything_in_the_instance_folder(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "new" / "instance"

    settings = Settings.load(env(folder))

    assert settings.database_url == f"sqlite:///{folder}/reviewblog.sqlite"
    assert settings.media_url == str(folder / "media")
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_load_keeps_the_generated_secret(tmp_path: Path) -> None:
    first = Settings.load(env(tmp_path)).secret_key

    assert Settings.load(env(tmp_path)).secret_key == first
    assert len(first) >= 32
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_environment_wins_over_file_and_file_over_fallback(tmp_path: Path) -> None:
    (tmp_path / "reviewblog.toml").write_text(
        'MAIL_FROM = "file@example.org"\nsite_url = "https://file.example"\n'
    )

    settings = Settings.load(
        env(tmp_path, SITE_URL="https://env.example/"),
        mail_from="fallback@example.org",
        smtp_url="smtp://fallback",
    )

    assert settings.site_url == "https://env.example"
    assert settings.mail_from == "file@example.org"
    assert settings.smtp_url == "smtp://fallback"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"SITE_NAME": "x"}, "SITE_NAME"),
        ({"TESTING": "1"}, "TESTING"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SITE_URL": "ftp://example.org"}, "SITE_URL"),
        ({"SITE_URL": "https://example.org/blog"}, "SITE_URL"),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL"),
        ({"TRUSTED_PROXIES": "localhost"}, "TRUSTED_PROXIES"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        ({"COMMENT_LIMIT": "many"}, "COMMENT_LIMIT"),
        ({"LOGIN_LIMIT": "0/10m"}, "LOGIN_LIMIT"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(
    tmp_path: Path, values: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError, match=named):
        Settings.load(env(tmp_path, **values))


@pytest.mark.parametrize("content", ["x = 1", "site_url = 5", "site_url = ", "\xff"])
def test_a_wrong_file_stops_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "reviewblog.toml").write_bytes(content.encode("latin-1"))

    with pytest.raises(SettingsError):
        Settings.load(env(tmp_path))


def test_session_cookie_is_bound_to_the_host_on_https(tmp_path: Path) -> None:
    settings = Settings.in_folder(tmp_path, site_url="https://example.org")

    config = settings.as_flask_config()

    assert config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert config["SESSION_COOKIE_SECURE"] is True

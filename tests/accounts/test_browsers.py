"""What a browser is called."""

import pytest

from reviewblog.accounts.browsers import name_browser

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Firefox/144.0", "Firefox on Linux"),
        (
            f"Mozilla/5.0 (Windows NT 10) {WEBKIT} Chrome/142 Safari/537 Edg/142",
            "Edge on Windows",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} Chrome/142 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 19 like Mac OS X) {WEBKIT} Safari/604",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Mac OS X 15) Safari/605", "Safari on macOS"),
        ("curl/8.9", "curl"),
        ("", "An unknown browser"),
        ("<script>", "An unknown browser"),
    ],
)
def test_name_browser_says_it_as_its_owner_would(user_agent: str, name: str) -> None:
    assert name_browser(user_agent) == name

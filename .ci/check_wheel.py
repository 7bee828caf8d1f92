"""Build the wheel, install it into an empty environment, and see it serve."""

import re
import socket
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 30


def main() -> None:
    """Fail with a traceback where the wheel is not whole."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        program = install(scratch)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [program, "serve", "--port", str(port), "--workers", "1"]
        with (scratch / "log").open("w") as log:
            server = subprocess.Popen(command, cwd=scratch, stdout=log)
        try:
            look_at(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()
        assert "/setup?token=" in (scratch / "log").read_text()
    print("The wheel serves.")


def install(scratch: Path) -> Path:
    """Build and install; return the program."""
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "-w",
        scratch,
        ROOT,
    ]
    subprocess.run(build, check=True)
    venv.create(scratch / "venv", with_pip=True)
    [wheel] = scratch.glob("*.whl")
    pip = [scratch / "venv/bin/pip", "install", "-q", wheel]
    subprocess.run(pip, check=True)
    return scratch / "venv/bin/reviewblog"


def look_at(site: str) -> None:
    """Templates, static files and migrations must all have come along."""
    wait_for(f"{site}/readyz")
    page = urlopen(f"{site}/").read().decode()
    assert "<main" in page
    for path in re.findall(r'/static/[^"]+', page):
        assert urlopen(f"{site}{path}").status == 200, path  # noqa: PLR2004
    assert urlopen(f"{site}/feed.xml").read().startswith(b"<?xml")


def wait_for(address: str) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            urlopen(address).read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main()

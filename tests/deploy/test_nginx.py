"""The sample in ``deploy/`` as an operator uses it: nginx in front, files and all."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path

import pytest

from reviewblog.web.headers import HEADERS
from tests.servers import Server, environment, free_port, serving, wait_until_ready
from tests.visitors import Visitor

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "deploy" / "nginx.conf"
PASSWORD = "a long walk to the pictures"


@pytest.fixture(scope="module")
def nginx() -> str:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have nginx")
        pytest.skip("no nginx on this machine (apt install nginx-light)")
    return program


@pytest.fixture
def front(nginx: str, tmp_path: Path) -> Iterator[Server]:
    """nginx with the sample, moved to free ports and without its certificate."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    mirror = tmp_path / "mirror"
    settings = {
        "SITE_URL": address,
        "PAGE_MIRROR": str(mirror),
        "TRUSTED_PROXIES": "127.0.0.1",
    }
    with serving(tmp_path, settings=settings) as behind:
        config = configuration(port, behind.address, mirror, tmp_path)
        process = subprocess.Popen(
            [nginx, "-c", str(config), "-p", str(tmp_path), "-g", "daemon off;"],
            env=environment({}),
        )
        front = Server(process, address, behind.log)
        try:
            wait_until_ready(front)
            yield front
        finally:
            process.terminate()
            process.wait(timeout=20)


def configuration(port: int, behind: str, mirror: Path, folder: Path) -> Path:
    """Write the sample as somebody without a certificate would use it."""
    text = SAMPLE.read_text()
    text = text[: text.rindex("server {")]
    text = re.sub(r" *ssl_certificate.*\n", "", text)
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    text = text.replace("127.0.0.1:8000", behind.removeprefix("http://"))
    text = text.replace("/var/lib/reviewblog/mirror/pages", f"{mirror}/pages")
    text = text.replace(
        "proxy_set_header Host $host", "proxy_set_header Host $http_host"
    )
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    types = "types { text/html html; }\n"
    # Started by root its workers are somebody else, who may not see our folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(
        f"{user}pid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\n"
        "events {}\n"
        f"http {{\naccess_log off;\n{types}{places}{text}}}\n"
    )
    return config


@dataclass
class Answer:
    headers: Message
    body: bytes

    @property
    def is_file(self) -> bool:
        """Tell whether nginx answered: its ETag is made of a time and a size."""
        etag = self.headers["ETag"] or ""
        return re.fullmatch(r'(W/)?"[0-9a-f]+-[0-9a-f]+"', etag) is not None


def ask(front: Server, path: str, **headers: str) -> Answer:
    with closing(HTTPConnection(front.address.removeprefix("http://"))) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.headers, answer.read())


def test_nginx_sends_pages_by_itself_and_never_an_old_one(front: Server) -> None:
    owner = Visitor(front.address)
    owner.submit(
        front.setup_link(),
        "main form",
        username="ada",
        email="ada@example.org",
        password=PASSWORD,
        site_title="Row K",
    )
    film = {"film_title": "Rush", "release_year": "1991", "action": "publish"}
    owner.submit("/dashboard/reviews/new", "main form", body="Too long.", **film)
    made = ask(front, "/reviews/rush-1991/")

    sent = ask(front, "/reviews/rush-1991/")

    assert not made.is_file
    assert sent.is_file
    assert sent.body == made.body
    wanted = {*HEADERS, "Cache-Control", "Content-Type"}
    assert {n: sent.headers[n] for n in wanted} == {n: made.headers[n] for n in wanted}
    assert "Cookie" in " ".join(sent.headers.get_all("Vary") or [])
    packed = ask(front, "/reviews/rush-1991/", **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    for own in ({"Cookie": "theme=dark"}, {"Cookie": "session=x"}):
        assert not ask(front, "/reviews/rush-1991/", **own).is_file
    assert not ask(front, "/?page=1").is_file

    owner.submit("/dashboard/reviews/1/edit", "main form", body="Too short.", **film)

    assert b"Too short." in ask(front, "/reviews/rush-1991/").body

"""A thousand hostile comments in a real browser: nothing that readers write ever runs.

They are shown without the site's Content-Security-Policy too, so that nothing but the
sanitizer stands between them and whoever reads.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from playwright.sync_api import Browser, Dialog, Page, Route
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, sessionmaker

from reviewblog.accounts.models import Account
from reviewblog.app import create_app
from reviewblog.clock import utcnow
from reviewblog.comments.correspondents import Correspondent
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.notice_texts import Notice, notice_letter
from reviewblog.comments.reader_letters import reply_letter
from reviewblog.comments.screening.settings import get_rules
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.site.defaults import get_site
from reviewblog.site.models import Site
from reviewblog.web.stamps import form_stamp
from tests import databases
from tests.clients import sign_in
from tests.conftest import dispose
from tests.factories import make_account, make_review
from tests.hostile import EMAILS, many_bodies

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SITE = "http://localhost"
POLICY = "Content-Security-Policy"
REVIEWS, PER_REVIEW = 10, 100
SLUGS = [f"film-{number}" for number in range(REVIEWS)]
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
LONGEST_NAME = 60
TAME = {"http:", "https:", "mailto:"}
# Whatever attacks wait for: somebody moves, types, or something has loaded or failed.
PROVOKE = """() => {
  const kinds = ["click", "mouseover", "pointerenter", "focus", "focusin", "blur",
                 "error", "load", "toggle", "begin", "animationstart", "input"]
  const ours = "a, button, input, textarea, select, summary, label"
  for (const box of document.querySelectorAll("details")) box.open = true
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest(ours)) continue
    for (const kind of kinds) element.dispatchEvent(new Event(kind))
  }
  const links = new Set([...document.links].map((link) => link.protocol))
  return { ran: window.pwned ?? 0, links: [...links] }
}"""
WATCH = "window.pwn = () => { window.top.pwned = (window.top.pwned ?? 0) + 1 }"


@dataclass
class Book:
    """What the site answers, page by page, once a thousand have written into it."""

    client: FlaskClient
    answers: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    scripts: dict[str, bytes] = field(default_factory=dict)

    def keep(
        self,
        path: str,
        client: FlaskClient | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Fetch a page, and keep it for the browser."""
        answer = (client or self.client).get(path, headers=headers)
        assert answer.status_code == HTTPStatus.OK, (path, answer.status)
        return self.add(path, answer.text, dict(answer.headers))

    def add(self, path: str, text: str, headers: dict[str, str] | None = None) -> str:
        """Keep a page that is made of what was fetched."""
        self.answers[path] = (text, headers or {"Content-Type": "text/html"})
        return text

    def script(self, path: str) -> bytes:
        """Return a script of ours."""
        if path not in self.scripts:
            with self.client.get(path) as answer:
                assert answer.status_code == HTTPStatus.OK, path
                self.scripts[path] = answer.data
        return self.scripts[path]


@pytest.fixture(scope="module")
def app(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("hostile")
    settings = Settings.in_folder(
        folder,
        database_url=databases.copy_of(sqlite_template, folder),
        secret_key="a secret that is long enough for tests",
        site_url=SITE,
        comment_limit="off",
        testing=True,
    )
    app = create_app(settings)
    yield app
    dispose(app)


@pytest.fixture(scope="module")
def book(app: Flask) -> Book:
    """A site on which a thousand hostile comments were posted, and then approved."""
    with app.app_context():
        session = sessionmaker(db.engine, expire_on_commit=False)()
    with session:
        owner = make_account(session, username="owner")
        for slug in SLUGS:
            make_review(session, slug=slug, title=slug, author=owner)
        with transaction(session):
            get_rules(session).flood_count = 0
            get_site(session).feed_items = PER_REVIEW
        book = Book(app.test_client(use_cookies=False))
        desk = sign_in(app.test_client(), session, owner)
        post_everything(app, book.client)
        keep_queue(session, book, desk)
        keep_the_rest(session, book, app.config["SETTINGS"])
    return book


def post_everything(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        stamps = [form_stamp(n, at=utcnow()) for n in range(1, REVIEWS + 1)]
    for number, attack in enumerate(many_bodies()):
        typed = {
            "name": attack[:LONGEST_NAME],
            "email": EMAILS[number % len(EMAILS)],
            "body": f"Thought {number}.\n\n{attack}",
            "stamp": stamps[number % REVIEWS],
        }
        answer = client.post(f"/reviews/{SLUGS[number % REVIEWS]}/comments", data=typed)
        assert answer.status_code == HTTPStatus.SEE_OTHER, (attack, answer.text)


def keep_queue(session: Session, book: Book, desk: FlaskClient) -> None:
    """Keep the queue as a moderator finds it, and then approve of everything."""
    ids = session.scalars(select(Comment.id)).all()
    assert len(ids) == len(many_bodies())
    for number in range(1, len(ids) // 50 + 1):
        book.keep(f"/dashboard/comments/?page={number}", desk)
    for some in (ids[:500], ids[500:]):
        approve = {"action": "approve", "comment_id": some}
        answer = desk.post("/dashboard/comments/", data=approve)
        assert answer.status_code == HTTPStatus.SEE_OTHER, answer.text
    session.rollback()
    statuses = select(Comment.status).distinct()
    assert session.scalars(statuses).all() == [CommentStatus.APPROVED]


def keep_the_rest(session: Session, book: Book, settings: Settings) -> None:
    """Keep the threads, what the feed carries and how a browser shows it, the mails."""
    site = get_site(session)
    for slug in SLUGS:
        assert book.keep(f"/reviews/{slug}/").count("Thought ") >= PER_REVIEW
    for number in range(1, REVIEWS + 1):
        path = f"/comments/feed.xml?page={number}"
        feed = etree.fromstring(book.client.get(path).data)
        items = [item.text or "" for item in feed.iter(CONTENT)]
        assert len(items) == PER_REVIEW
        # As a careless feed reader shows them: side by side in its own page.
        book.add(f"/items-{number}", "<hr>".join(items))
        book.keep(path, headers={"Accept": "text/html"})
    comments = written(session)
    mails = [notice_of(comment, site) for comment in comments]
    mails += [reply_mail_of(comment, site, settings) for comment in comments[::10]]
    for start in range(0, len(mails), PER_REVIEW):
        # As careless mail programs show a conversation: one below the other.
        some = mails[start : start + PER_REVIEW]
        book.add(f"/mails-{start}", "<hr>".join(some))


def written(session: Session) -> Sequence[Comment]:
    query = select(Comment).options(joinedload(Comment.review))
    return session.scalars(query.order_by(Comment.id)).all()


def notice_of(comment: Comment, site: Site) -> str:
    """Write to the owner about a comment, and what it answers."""
    to = Account(email="owner@example.org", display_name="The Owner")
    notice = Notice(
        comment=comment, review=comment.review, parent=comment, to=to, links=[]
    )
    return notice_letter(notice, site, SITE).html


def reply_mail_of(comment: Comment, site: Site, settings: Settings) -> str:
    """Write to a reader about a reply."""
    to = Correspondent(id=1, address="ada@example.org")
    return reply_letter(comment, comment, to, site, settings).html


@dataclass
class Alarm:
    """What a browser did that nobody but an attacker wanted."""

    book: Book
    strips_policy: bool
    rang: list[str] = field(default_factory=list)

    def watch(self, browser: Browser) -> Page:
        """Open a window that answers from the book, and asks nobody else."""
        context = browser.new_context(bypass_csp=self.strips_policy)
        context.add_init_script(WATCH)
        context.route("**/*", self.answer)
        page = context.new_page()
        page.on("dialog", self.hush)
        page.on("console", lambda message: self.rang.append(message.text))
        page.on("pageerror", lambda error: self.rang.append(str(error)))
        page.on("popup", lambda popup: self.rang.append(f"window {popup.url}"))
        return page

    def hush(self, dialog: Dialog) -> None:
        self.rang.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def answer(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        path = f"{url.path}?{url.query}" if url.query else url.path
        if f"{url.scheme}://{url.netloc}" != SITE or not self.is_ours(path):
            self.rang.append(f"request {route.request.url}")
            route.abort()
            return
        kept = self.book.answers.get(path)
        if kept is not None:
            text, headers = kept
            if self.strips_policy:
                headers = {k: v for k, v in headers.items() if k != POLICY}
            route.fulfill(body=text, headers=headers)
        elif route.request.resource_type == "script":
            route.fulfill(body=self.book.script(path), content_type="text/javascript")
        else:
            # How it looks is another matter, and takes most of the time.
            route.fulfill(body="", content_type="text/css")

    def is_ours(self, path: str) -> bool:
        """Tell whether one of our own pages asks for that."""
        return path in self.book.answers or path.startswith(("/static/", "/theme/"))


def test_nothing_that_a_thousand_hostile_comments_say_ever_runs(
    book: Book, chromium: Browser
) -> None:
    threads = [path for path in book.answers if path.startswith("/reviews/")]
    for strips_policy, paths in ((True, list(book.answers)), (False, threads)):
        alarm = Alarm(book, strips_policy)
        page = alarm.watch(chromium)
        for path in paths:
            page.goto(SITE + path)
            found = page.evaluate(PROVOKE)
            assert set(found["links"]) <= TAME, path
            assert found["ran"] == 0, path
            assert page.url == SITE + path
        page.context.close()
        assert alarm.rang == []


def test_the_alarm_rings(chromium: Browser, app: Flask) -> None:
    """A proof by silence needs a bell that works."""
    book = Book(app.test_client())
    book.add("/", "<p id=x onmouseover=pwn()>x</p><img src=//evil.example/x.gif>")
    alarm = Alarm(book, strips_policy=True)
    page = alarm.watch(chromium)

    page.goto(f"{SITE}/")
    found = page.evaluate(PROVOKE)

    assert found["ran"] == 1
    assert "request http://evil.example/x.gif" in alarm.rang
    page.context.close()

"""Who decides about a reader's comment, and what the rules leave behind."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.correspondents import ensure_correspondent, prove
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.comments.moderation import decide, restore
from reviewblog.comments.openness import closed_since, is_open, next_closing
from reviewblog.comments.screening.blocks import add_block, block_domains, block_sender
from reviewblog.comments.screening.models import BlockKind, ReasonCode
from reviewblog.comments.screening.records import list_records, reasons_of
from reviewblog.comments.screening.settings import flood_end, get_rules
from reviewblog.comments.screening.submitted import Circumstances
from reviewblog.comments.submission import CommentDraft, submit_comment
from reviewblog.reviews.models import Review
from reviewblog.site.defaults import get_site
from reviewblog.site.models import CommentMode
from reviewblog.tokens import hash_token
from tests.factories import LONG_AGO, make_account, make_comment, make_review

PENDING, APPROVED = CommentStatus.PENDING, CommentStatus.APPROVED
SPAM = CommentStatus.SPAM
DAY = timedelta(days=1)
STACKS = ("a" + "\u0301\u0302\u0303\u0304" * 5) * 9
OLD = Circumstances(form_age=3 * DAY)
LONG_BODY = "The long take in the harbour is the whole film for me."


def site_mode(session: Session, mode: CommentMode) -> None:
    get_site(session).comment_mode = mode
    session.flush()


def post(session: Session, review: Review, **overrides: Any) -> Comment:
    given = {
        "name": "Ada",
        "body": "I laughed.",
        "writer_token": "ada",
        "address": "hers",
    }
    at = overrides.pop("at", LONG_AGO)
    comment = submit_comment(session, review, CommentDraft(**given | overrides), at=at)
    session.flush()
    return comment


def prove_in(session: Session, browser: str) -> None:
    """Let Ada open, in a browser, the link that was sent to her address."""
    ada = ensure_correspondent(session, "ada@example.org", at=LONG_AGO)
    prove(
        session,
        ada,
        writer_hash=hash_token(browser),
        email_hash="of ada",
        at=LONG_AGO,
    )
    session.flush()


def codes(session: Session, comment: Comment) -> list[str]:
    return [reason.code for reason in reasons_of(session, [comment.id])[comment.id]]


@pytest.mark.parametrize(
    ("mode", "status", "reasons"),
    [
        (CommentMode.HOLD_ALL, PENDING, [ReasonCode.HOLD_ALL]),
        (CommentMode.HOLD_FIRST, PENDING, [ReasonCode.FIRST_TIME]),
        (CommentMode.RULES, APPROVED, []),
        (CommentMode.OPEN, APPROVED, []),
    ],
)
def test_the_mode_decides_about_a_harmless_comment(
    session: Session, mode: CommentMode, status: CommentStatus, reasons: list[str]
) -> None:
    site_mode(session, mode)
    review = make_review(session)

    comment = post(session, review)

    assert comment.status is status
    found = reasons_of(session, [comment.id]).get(comment.id, [])
    assert [reason.code for reason in found] == reasons
    assert review.comment_count == (status is APPROVED)


def test_a_review_may_have_a_mode_of_its_own(session: Session) -> None:
    review = make_review(session, comment_mode=CommentMode.OPEN)

    assert post(session, review).status is APPROVED


def test_a_known_reader_is_approved_by_the_rules_and_it_is_logged(
    session: Session, owner: Account
) -> None:
    site_mode(session, CommentMode.HOLD_FIRST)
    review = make_review(session)
    first = post(session, review)
    decide(session, [first.id], to=APPROVED, by=owner, at=LONG_AGO)

    second = post(session, review, body="And again.")

    logged = session.scalars(
        select(Decision).where(Decision.comment_id == second.id)
    ).one()
    assert second.status is APPROVED
    assert codes(session, second) == [ReasonCode.TRUSTED]
    assert (logged.account_id, logged.is_by_rules) == (None, True)


def test_trust_falls_with_rejections(session: Session, owner: Account) -> None:
    site_mode(session, CommentMode.HOLD_FIRST)
    review = make_review(session)
    earlier = [post(session, review, body=f"{n}.") for n in "abc"]
    ids = [comment.id for comment in earlier]
    decide(session, ids[:2], to=APPROVED, by=owner, at=LONG_AGO)
    decide(session, ids[2:], to=SPAM, by=owner, at=LONG_AGO)

    assert post(session, review, body="More.").status is PENDING


def test_an_address_that_anybody_can_type_earns_nothing(
    session: Session, owner: Account
) -> None:
    site_mode(session, CommentMode.HOLD_FIRST)
    review, ada = make_review(session), {"email_hash": "of ada"}
    first = post(session, review, **ada)
    decide(session, [first.id], to=APPROVED, by=owner, at=LONG_AGO)
    prove_in(session, "her phone")

    imitated = post(session, review, writer_token="eve", body="It is me.", **ada)
    elsewhere = post(session, review, writer_token="her phone", body="Me.", **ada)

    assert imitated.status is PENDING
    assert codes(session, imitated) == [ReasonCode.FIRST_TIME]
    assert elsewhere.status is APPROVED
    assert codes(session, elsewhere) == [ReasonCode.TRUSTED]


def test_an_imitator_does_no_harm_and_a_second_browser_washes_nothing_off(
    session: Session, owner: Account
) -> None:
    site_mode(session, CommentMode.HOLD_FIRST)
    review, ada = make_review(session), {"email_hash": "of ada"}
    good = post(session, review, **ada)
    decide(session, [good.id], to=APPROVED, by=owner, at=LONG_AGO)
    for browser in ("her phone", "her tablet"):
        prove_in(session, browser)
    imitated = post(session, review, writer_token="eve", body="Buy.", **ada)
    decide(session, [imitated.id], to=SPAM, by=owner, at=LONG_AGO)

    unharmed = post(session, review, writer_token="her phone", body="Still me.")
    decide(session, [unharmed.id], to=SPAM, by=owner, at=LONG_AGO)
    washed = post(session, review, writer_token="her tablet", body="Not me.")

    assert codes(session, unharmed) == [ReasonCode.TRUSTED]
    assert washed.status is PENDING


def test_strangers_inherit_no_trust(session: Session, owner: Account) -> None:
    site_mode(session, CommentMode.HOLD_FIRST)
    review = make_review(session)
    first = post(session, review, writer_token="", address="")
    decide(session, [first.id], to=APPROVED, by=owner, at=LONG_AGO)

    assert post(session, review, writer_token="", body="Me too.").status is PENDING


@pytest.mark.parametrize(
    ("overrides", "code", "status"),
    [
        ({"body": "[a](https://a.example) " * 3}, ReasonCode.LINKS, PENDING),
        ({"name": "Тhe Оwnеr"}, ReasonCode.IMITATION, PENDING),  # noqa: RUF001
        ({"name": "Adm1n"}, ReasonCode.IMITATION, PENDING),
        ({"body": "abc \u202e txt.exe"}, ReasonCode.STRANGE_LETTERS, PENDING),
        ({"body": "a\u200bb" * 20}, ReasonCode.STRANGE_LETTERS, PENDING),
        ({"body": STACKS}, ReasonCode.STRANGE_LETTERS, PENDING),
        ({"circumstances": Circumstances(is_trapped=True)}, ReasonCode.HONEYPOT, SPAM),
        (
            {"circumstances": Circumstances(form_age=timedelta(0), is_exact=True)},
            ReasonCode.TOO_FAST,
            PENDING,
        ),
        ({"circumstances": OLD}, ReasonCode.OLD_FORM, PENDING),
        ({"body": "Cheap  PILLS, and more"}, ReasonCode.BLOCKED, SPAM),
        ({"body": "See www.shop.bad.example now"}, ReasonCode.BLOCKED, SPAM),
        ({"email": "eve@bad.example"}, ReasonCode.BLOCKED, SPAM),
    ],
)  # fmt: skip
def test_each_rule_holds_or_sorts_and_says_why(
    session: Session,
    owner: Account,
    overrides: dict[str, Any],
    code: ReasonCode,
    status: CommentStatus,
) -> None:
    site_mode(session, CommentMode.RULES)
    for kind, value in (
        (BlockKind.WORD, "cheap pills"),
        (BlockKind.DOMAIN, "bad.example"),
        (BlockKind.EMAIL, "@bad.example"),
    ):
        add_block(session, kind, value, label=value, at=LONG_AGO)

    comment = post(session, make_review(session), **overrides)

    assert codes(session, comment) == [code]
    assert comment.status is status


def test_the_same_text_under_another_review_waits(session: Session) -> None:
    site_mode(session, CommentMode.RULES)
    post(session, make_review(session), body=LONG_BODY)

    again = post(
        session,
        make_review(session),
        body=LONG_BODY.upper(),
        writer_token="eve",
        address="e",
    )

    assert codes(session, again) == [ReasonCode.DUPLICATE]
    assert again.status is PENDING


def test_what_was_spam_once_is_spam_again(session: Session, owner: Account) -> None:
    review = make_review(session)
    first = post(session, review, body=LONG_BODY)
    decide(session, [first.id], to=SPAM, by=owner, at=LONG_AGO)

    again = post(session, review, body=LONG_BODY + "!", writer_token="eve", address="e")

    assert again.status is SPAM


def test_what_the_rules_put_away_can_be_brought_back(
    session: Session, owner: Account
) -> None:
    trapped = Circumstances(is_trapped=True)
    comment = post(session, make_review(session), circumstances=trapped)

    restore(session, [comment.id], by=owner, at=LONG_AGO)

    assert comment.status is PENDING


def test_a_blocked_sender_is_known_by_any_trace(session: Session) -> None:
    site_mode(session, CommentMode.OPEN)
    review = make_review(session)
    comment = post(session, review, email_hash="of eve", writer_token="eve")
    block_sender(session, comment, at=LONG_AGO)

    by_browser = post(session, review, body="1", writer_token="eve", address="other")
    by_address = post(session, review, body="2", writer_token="new")
    by_email = post(
        session, review, body="3", writer_token="x", address="y", email_hash="of eve"
    )
    innocent = post(session, review, body="4", writer_token="bob", address="bob's")

    assert [c.status for c in (by_browser, by_address, by_email)] == [SPAM] * 3
    assert innocent.status is APPROVED


def test_only_domains_of_the_comment_are_blocked(session: Session) -> None:
    comment = make_comment(session, body="See https://bad.example/x")

    blocked = block_domains(
        session, comment, ["bad.example", "good.example"], at=LONG_AGO
    )

    assert blocked == ["bad.example"]


def test_a_flood_makes_everything_wait_and_passes_by_itself(session: Session) -> None:
    site_mode(session, CommentMode.OPEN)
    get_rules(session).flood_count = 3
    review = make_review(session)

    statuses = [
        post(session, review, body=f"{n}", writer_token=f"{n}", address=f"{n}").status
        for n in range(5)
    ]
    soon = LONG_AGO + timedelta(minutes=30)
    later = LONG_AGO + timedelta(minutes=61)

    assert statuses == [APPROVED] * 3 + [PENDING] * 2
    assert flood_end(session, at=soon) == LONG_AGO + timedelta(hours=1)
    assert post(session, review, body="soon", at=soon).status is PENDING
    assert post(session, review, body="later", at=later).status is APPROVED


def test_comments_of_another_time_are_no_flood(session: Session) -> None:
    site_mode(session, CommentMode.OPEN)
    get_rules(session).flood_count = 1
    review = make_review(session)
    post(session, review, at=LONG_AGO + 9 * DAY)

    assert post(session, review, body="Before.", at=LONG_AGO).status is APPROVED


def test_every_rule_shows_how_often_it_was_right(
    session: Session, owner: Account
) -> None:
    review = make_review(session)
    three_links = "[a](https://a.example) " * 3
    ids = [post(session, review, body=three_links + n).id for n in "abc"]
    decide(session, ids[:1], to=SPAM, by=owner, at=LONG_AGO)
    decide(session, ids[1:2], to=APPROVED, by=owner, at=LONG_AGO)

    records = {record.code: record for record in list_records(session)}

    links = records[ReasonCode.LINKS]
    assert (links.total, links.waiting, links.right) == (3, 1, (1, 2))
    assert records[ReasonCode.HOLD_ALL].right is None


def test_comments_close_some_days_after_a_review(session: Session) -> None:
    site = get_site(session)
    site.comments_close_after = 7
    session.flush()
    review = make_review(session)
    closing = LONG_AGO + 7 * DAY

    assert is_open(review, site, at=closing - timedelta(seconds=1))
    assert not is_open(review, site, at=closing)
    assert closed_since(review, site, at=closing) == closing
    assert next_closing(session, at=LONG_AGO) == closing
    assert next_closing(session, at=closing) is None


def test_a_reviews_own_time_goes_before_the_days_of_the_site(session: Session) -> None:
    site = get_site(session)
    site.comments_close_after = 7
    session.flush()
    review = make_review(session, comments_close_at=LONG_AGO + 30 * DAY)

    assert is_open(review, site, at=LONG_AGO + 29 * DAY)
    assert not is_open(review, site, at=LONG_AGO + 30 * DAY)
    assert next_closing(session, at=LONG_AGO + 8 * DAY) == LONG_AGO + 30 * DAY


def test_the_house_is_not_screened(session: Session) -> None:
    critic = make_account(session)
    reply = CommentDraft(account=critic, body="[a](https://a.example) " * 9)

    comment = submit_comment(session, make_review(session), reply, at=LONG_AGO)

    session.flush()
    assert comment.status is APPROVED
    assert reasons_of(session, [comment.id]) == {}

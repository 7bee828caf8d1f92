"""Redirects are found, replaced and never lead in a circle."""

import pytest
from sqlalchemy.orm import Session

from reviewblog.redirects import keeping
from reviewblog.redirects.addresses import RedirectRefusedError, asked_by
from reviewblog.redirects.keeping import (
    MOST_LINES,
    add_redirect,
    count_redirects,
    find_target,
    import_lines,
    list_redirects,
    remove_redirect,
)
from tests.factories import LONG_AGO


def lead(session: Session, path: str, target: str) -> None:
    add_redirect(session, path, target, at=LONG_AGO)


@pytest.mark.parametrize("asked", ["/old", "/old/"])
def test_an_old_address_leads_to_the_new_one(session: Session, asked: str) -> None:
    lead(session, "/old/", "/reviews/new/")

    assert find_target(session, asked, "") == "/reviews/new/"
    assert find_target(session, asked, "utm=x") == "/reviews/new/"
    assert find_target(session, "/older", "") is None


def test_a_query_tells_old_addresses_apart(session: Session) -> None:
    lead(session, "/index.php?p=1", "/one/")
    lead(session, "/index.php", "/none/")

    assert find_target(session, "/index.php", "p=1") == "/one/"
    assert find_target(session, "/index.php", "p=2") == "/none/"


def test_the_last_word_counts(session: Session) -> None:
    lead(session, "/old", "/one/")
    lead(session, "/old/", "/two/")

    assert find_target(session, "/old", "") == "/two/"
    assert count_redirects(session) == 1


@pytest.mark.parametrize("target", ["/a", "/a/", "/a?x=1", "/%61/#top", "/b", "/c?x=2"])
def test_circles_are_refused(session: Session, target: str) -> None:
    lead(session, "/b", "/c")
    lead(session, "/c?x=2", "/a/")
    lead(session, "/c", "/a")

    with pytest.raises(RedirectRefusedError, match="circle"):
        lead(session, "/a", target)


def test_a_chain_with_an_end_is_none(session: Session) -> None:
    lead(session, "/b", "/c")
    lead(session, "/a", "/b")

    assert find_target(session, "/a", "") == "/b"


def test_lines_are_taken_over_together(session: Session) -> None:
    text = "# from the old engine\n\n/1 /one/\n/2 -> /two/\nhttps://x.org/3 → /three/"

    assert import_lines(session, text, at=LONG_AGO) == 3
    assert {each.path for each in list_redirects(session, limit=9)} == {
        "/1", "/2", "/3",
    }  # fmt: skip


def test_one_bad_line_keeps_all_out_and_is_named(session: Session) -> None:
    with pytest.raises(RedirectRefusedError, match=r"Line 2: .*Line 3: "):
        import_lines(session, "/1 /one/\n/2\n/3 //evil.example/", at=LONG_AGO)

    assert count_redirects(session) == 0


def test_many_complaints_are_cut_short(session: Session) -> None:
    with pytest.raises(RedirectRefusedError, match="And 5 more"):
        import_lines(session, "x\n" * 15, at=LONG_AGO)


def test_a_circle_among_lines_is_refused(session: Session) -> None:
    with pytest.raises(RedirectRefusedError, match="circle"):
        import_lines(session, "/1 /2\n/2 /1", at=LONG_AGO)


def test_a_long_way_is_followed_once(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[str] = []

    def follow(target: str) -> tuple[str, ...]:
        followed.append(target)
        return asked_by(target)

    monkeypatch.setattr(keeping, "asked_by", follow)
    lines = "".join(f"/{number} /{number + 1}\n" for number in range(500))

    import_lines(session, lines, at=LONG_AGO)

    assert len(followed) <= 1000


def test_too_many_lines_are_refused(session: Session) -> None:
    with pytest.raises(RedirectRefusedError, match="too much"):
        import_lines(session, "/1 /2\n" * (MOST_LINES + 1), at=LONG_AGO)


def test_a_redirect_can_be_forgotten(session: Session) -> None:
    redirect = add_redirect(session, "/old", "/new/", at=LONG_AGO)

    assert remove_redirect(session, redirect.id) is redirect
    assert remove_redirect(session, redirect.id) is None
    assert find_target(session, "/old", "") is None

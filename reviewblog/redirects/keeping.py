"""Adding, finding and removing redirects; none may lead in a circle."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.redirects.addresses import (
    RedirectRefusedError,
    asked_by,
    asked_for,
    read_path,
    read_target,
)
from reviewblog.redirects.models import Redirect

# What somebody will wait for, and a browser will post.
MOST_LINES = 20_000
MOST_COMPLAINTS = 10


def find_target(session: Session, path: str, query: str) -> str | None:
    """Return where an address that nothing answers leads; one with its query first."""
    asked = asked_for(path, query)
    found = session.scalars(select(Redirect).where(Redirect.path.in_(asked)))
    targets = {redirect.path: redirect.target for redirect in found}
    return next((targets[each] for each in asked if each in targets), None)


def add_redirect(session: Session, path: str, target: str, *, at: datetime) -> Redirect:
    """Let an old address lead to a new one, in place of wherever it led before.

    Raises:
        RedirectRefusedError: an address makes no sense, or it would be a circle.
    """
    return _put(session, [(read_path(path), read_target(target))], at=at)[0]


def import_lines(session: Session, text: str, *, at: datetime) -> int:
    """Add redirects of lines ``old new``; tell how many. All of them, or none.

    Empty lines and those beginning with ``#`` are skipped.

    Raises:
        RedirectRefusedError: some lines cannot be read, or lead in a circle.
    """
    lines = [line.strip() for line in text.split("\n")]
    told = [
        (number, line)
        for number, line in enumerate(lines, start=1)
        if line and not line.startswith("#")
    ]
    if len(told) > MOST_LINES:
        raise RedirectRefusedError(
            f"That is too much at once: {MOST_LINES:,} lines at most.", field="lines"
        )
    return len(_put(session, _read_lines(told), at=at))


def remove_redirect(session: Session, redirect_id: int) -> Redirect | None:
    """Forget a redirect; return what it was, if there was one."""
    redirect = session.get(Redirect, redirect_id)
    if redirect is not None:
        session.delete(redirect)
        session.flush()
    return redirect


def list_redirects(
    session: Session, *, limit: int, offset: int = 0
) -> Sequence[Redirect]:
    """List redirects, the newest first."""
    newest = select(Redirect).order_by(Redirect.created_at.desc(), Redirect.id.desc())
    return session.scalars(newest.limit(limit).offset(offset)).all()


def count_redirects(session: Session) -> int:
    """Count all redirects."""
    return session.scalar(select(func.count(Redirect.id))) or 0


def _read_lines(told: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    complaints: list[str] = []
    for number, line in told:
        try:
            pairs.append(_read_line(line))
        except RedirectRefusedError as refusal:
            complaints.append(f"Line {number}: {refusal}")
    if complaints:
        more = len(complaints) - MOST_COMPLAINTS
        said = complaints[:MOST_COMPLAINTS] + [f"And {more} more."] * (more > 0)
        raise RedirectRefusedError(" ".join(said), field="lines")
    return pairs


def _read_line(line: str) -> tuple[str, str]:
    words = line.replace("->", " ").replace("→", " ").split()
    if len(words) != len(("old", "new")):
        raise RedirectRefusedError(
            "write the old address, a space, and the new one.", field="lines"
        )
    return read_path(words[0]), read_target(words[1])


def _put(
    session: Session, pairs: Sequence[tuple[str, str]], *, at: datetime
) -> list[Redirect]:
    kept = {each.path: each for each in session.scalars(select(Redirect))}
    targets = {path: each.target for path, each in kept.items()} | dict(pairs)
    straight: set[str] = set()
    for path, _ in pairs:
        straight |= _refuse_circle(path, targets, straight)
    put: dict[str, Redirect] = {}
    for path, target in pairs:
        redirect = put.get(path) or kept.get(path) or Redirect(path=path)
        redirect.target, redirect.created_at = target, at
        put[path] = redirect
    session.add_all(put.values())
    session.flush()
    return list(put.values())


def _refuse_circle(
    path: str, targets: dict[str, str], straight: Collection[str]
) -> set[str]:
    """Follow a way to its end; return the addresses on it, which are straight, too.

    Each is followed once: thousands may lead on from one to the next.
    """
    seen, here = {path}, path
    while here in targets and here not in straight:
        asked = asked_by(targets[here])
        here = next((each for each in asked if each in targets), "")
        if here in seen:
            raise RedirectRefusedError(
                f"From “{path}” readers would go round in a circle.", field="target"
            )
        seen.add(here)
    return seen

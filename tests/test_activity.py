"""The log is kept for a year."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.activity import (
    KEPT,
    Activity,
    Deed,
    Matter,
    Verb,
    forget_old_deeds,
    note,
)
from tests.factories import LONG_AGO, make_account


def test_old_deeds_are_forgotten_and_others_kept(session: Session) -> None:
    account = make_account(session)
    for label, at in (("old", LONG_AGO), ("new", LONG_AGO + timedelta(days=2))):
        deed = Deed(verb=Verb.CHANGED, matter=Matter.TAG, label=label)
        note(session, deed, by=account, at=at)

    forget_old_deeds(session, at=LONG_AGO + KEPT + timedelta(days=1))

    assert session.scalars(select(Activity.label)).all() == ["new"]


def test_a_label_is_cut_rather_than_refused(session: Session) -> None:
    deed = Deed(verb=Verb.CHANGED, matter=Matter.TAG, label="x" * 900)

    note(session, deed, by=make_account(session), at=LONG_AGO)

    session.flush()
    assert len(session.scalars(select(Activity.label)).one()) == 300

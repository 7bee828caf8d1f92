"""A site whose texts were kept before anybody noted which pictures they name."""

from alembic import command
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from reviewblog.reviews.keeping import keep_saved
from reviewblog.reviews.mentions import revision_picture
from reviewblog.reviews.typed import Hand, Typed
from reviewblog.schema import alembic_config
from tests.factories import LONG_AGO, make_account, make_review

BEFORE = "0021"
IN_TEXT, ABOVE = "a" * 32, "b" * 32


def test_an_upgrade_reads_what_was_kept(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        review = make_review(session)
        hand = Hand(by_id=make_account(session).id, at=LONG_AGO)
        body = f"“Look”\n![](/media/{IN_TEXT}-480.jpg) {'c' * 32}"
        keep_saved(session, review, Typed.of([("body", body), ("still", ABOVE)]), hand)
        session.commit()
    command.downgrade(alembic_config(own_engine), BEFORE)

    command.upgrade(alembic_config(own_engine), "head")

    with Session(own_engine) as session:
        noted = session.scalars(select(revision_picture.c.hash)).all()
    assert sorted(noted) == [IN_TEXT, ABOVE]

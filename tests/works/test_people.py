"""Who is meant by a name in the credits."""

import pytest
from sqlalchemy.orm import Session

from reviewblog.works.people import AmbiguousNameError, find_or_make_people
from tests.factories import LONG_AGO, make_person


def test_a_name_that_one_person_has_means_that_person(session: Session) -> None:
    person = make_person(session, "Jacques Tati")

    found = find_or_make_people(session, ["Jacques Tati"], at=LONG_AGO)

    assert found == {"Jacques Tati": person}


def test_brackets_say_which_of_two_is_meant(session: Session) -> None:
    actor = make_person(session, "Steve McQueen", disambiguation="actor")
    make_person(session, "Steve McQueen", disambiguation="director")

    found = find_or_make_people(session, ["Steve McQueen (actor)"], at=LONG_AGO)

    assert found == {"Steve McQueen (actor)": actor}


@pytest.mark.parametrize("additions", [("actor",), ("", "actor"), ("a", "b")])
def test_a_bare_name_never_picks_one_of_two(
    session: Session, additions: tuple[str, ...]
) -> None:
    for addition in additions:
        make_person(session, "Steve McQueen", disambiguation=addition)

    with pytest.raises(AmbiguousNameError, match=r"“Steve McQueen \("):
        find_or_make_people(session, ["Steve McQueen"], at=LONG_AGO)


def test_new_brackets_make_a_namesake(session: Session) -> None:
    make_person(session, "Steve McQueen", disambiguation="actor")

    found = find_or_make_people(session, ["Steve McQueen (director)"], at=LONG_AGO)

    [person] = found.values()
    assert (person.name, person.disambiguation) == ("Steve McQueen", "director")
    assert person.slug == "steve-mcqueen-director"


def test_brackets_that_were_always_in_a_name_stay_in_it(session: Session) -> None:
    person = make_person(session, "Prince (the artist)")

    found = find_or_make_people(session, ["Prince (the artist)"], at=LONG_AGO)

    assert found == {"Prince (the artist)": person}

"""Counts of some seconds."""

from reviewblog.stats.agents import Claim
from reviewblog.stats.batches import MOST_KEYS, Batch, Found


def test_the_same_things_add_up() -> None:
    batch = Batch()
    for _ in range(2):
        batch.add_read("rush", "a.example")
        batch.add_search("odd man", 3)
        batch.add_claim("/feed.xml", Claim("Feedly", 5))
        batch.add_reader("/feed.xml", 0b10)
    batch.add_claim("/feed.xml", Claim("Feedly", 4))
    batch.add_reader("/feed.xml", 0b1)

    assert batch.reads == {("rush", "a.example"): 2}
    assert batch.searches == {"odd man": Found(2, 3)}
    assert batch.claims == {("/feed.xml", "Feedly"): 5}
    assert batch.seen == {"/feed.xml": 0b11}


def test_a_batch_holds_only_so_many_different_things() -> None:
    batch = Batch()
    for number in range(MOST_KEYS + 5):
        batch.add_read(f"r{number}", "")
        batch.add_search(f"w{number}", 0)
        batch.add_claim(f"/{number}", Claim("Feedly", 1))
        batch.add_reader(f"/{number}", 1)
    batch.add_read("r0", "")
    batch.add_search("w0", 0)

    for counted in (batch.reads, batch.searches, batch.claims, batch.seen):
        assert len(counted) == MOST_KEYS
    assert batch.reads["r0", ""] == 2
    assert batch.searches["w0"].times == 2


def test_what_could_not_be_written_is_added_to_what_came_later() -> None:
    early, late = Batch(), Batch()
    for batch in (early, late):
        batch.add_read("rush", "")
        batch.add_search("odd", 1)
        batch.add_claim("/feed.xml", Claim("Feedly", 5))
        batch.add_reader("/feed.xml", 1)

    early.add_all(late)

    assert early.reads["rush", ""] == 2
    assert early.searches["odd"] == Found(2, 1)
    assert early.claims["/feed.xml", "Feedly"] == 5
    assert not Batch()

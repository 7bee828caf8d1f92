"""What is kept stays within its bounds."""

from reviewblog.web.page_cache.store import Page, Store


def page(size: int) -> Page:
    return Page(
        headers=[],
        body=b"x" * size,
        digest="d",
        scopes=("reviews",),
        counter=1,
        era=0,
        expires_at=2.0**40,
    )


def room_for(pages: int) -> int:
    """Return the bytes that so many pages take under names of one letter."""
    return pages * (page(1000).size + len("a"))


def send(store: Store, key: str) -> None:
    found = store.get(key)
    assert found is not None
    found.is_used = True


def test_the_page_used_longest_ago_makes_room() -> None:
    store = Store(limit_bytes=room_for(3))
    for key in "abc":
        store.put(key, page(1000))
    send(store, "a")

    store.put("d", page(1000))

    assert store.get("b") is None
    assert all(store.get(key) for key in "acd")


def test_what_everybody_asks_for_outlives_any_number_of_others() -> None:
    store = Store(limit_bytes=3 * page(1000).size)
    store.put("front", page(1000))

    for number in range(50):
        send(store, "front")
        store.put(f"old-{number}", page(1000))

    assert store.get("old-0") is None


def test_a_page_larger_than_the_store_is_not_kept() -> None:
    store = Store(limit_bytes=1000)

    store.put("huge", page(10_000))

    assert store.get("huge") is None


def test_the_names_of_pages_take_room_as_well() -> None:
    store = Store(limit_bytes=10 * page(1000).size)

    for number in range(20):
        store.put(f"{number}" * page(1000).size, page(1000))

    assert store.get("0" * page(1000).size) is None


def test_putting_a_page_again_does_not_count_it_twice() -> None:
    store = Store(limit_bytes=room_for(2))
    store.put("a", page(1000))

    for _ in range(9):
        store.put("b", page(1000))

    assert store.get("a") is not None

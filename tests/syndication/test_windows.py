import pytest

from reviewblog.syndication.windows import Window


def page(number: int) -> Window:
    return Window(number=number, size=20)


def archive(number: int) -> Window:
    return Window(number=number, size=20, is_archive=True)


@pytest.mark.parametrize("total", [0, 1, 20])
def test_a_short_feed_is_all_there_is(total: int) -> None:
    related = page(1).related(total)

    assert related == {}


def test_the_newest_page_leads_to_the_rest() -> None:
    related = page(1).related(65)

    assert related == {
        "first": page(1),
        "next": page(2),
        "last": page(4),
        "prev-archive": archive(3),
    }


def test_a_page_in_the_middle_leads_both_ways() -> None:
    related = page(2).related(65)

    assert related == {
        "first": page(1),
        "next": page(3),
        "last": page(4),
        "previous": page(1),
    }


def test_the_last_page_has_no_next() -> None:
    related = page(4).related(65)

    assert "next" not in related


def test_an_archive_leads_to_its_neighbours_and_to_what_is_current() -> None:
    related = archive(2).related(65)

    assert related == {
        "current": page(1),
        "next-archive": archive(3),
        "prev-archive": archive(1),
    }


def test_the_oldest_archive_is_the_end() -> None:
    related = archive(1).related(65)

    assert "prev-archive" not in related


@pytest.mark.parametrize(
    ("window", "total", "exists"),
    [
        (page(1), 0, True),
        (page(2), 20, False),
        (page(2), 21, True),
        (page(1_000_000), 21, False),
        (archive(1), 20, False),
        (archive(1), 21, True),
        (archive(2), 39, False),
        (archive(2), 40, True),
    ],
)
def test_only_full_archives_and_pages_with_something_exist(
    window: Window, total: int, *, exists: bool
) -> None:
    assert window.exists(total) is exists


@pytest.mark.parametrize("total", [21, 39, 40, 41, 65, 400])
def test_newest_page_and_archives_hold_everything(total: int) -> None:
    newest = set(range(max(0, total - 20), total))
    archives = (archive(number) for number in range(1, total // 20 + 1))

    kept = {n for each in archives for n in range(each.offset, each.offset + 20)}

    assert newest | kept == set(range(total))

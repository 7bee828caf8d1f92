"""Previews cost strangers something, too."""

from contextlib import suppress

import pytest

from reviewblog.errors import TooManyError
from reviewblog.web.preview_budget import OF_ALL, OF_ONE, SPAN, PreviewBudget


class Watch:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Watch:
    return Watch()


@pytest.fixture
def work() -> Watch:
    return Watch()


@pytest.fixture
def budget(clock: Watch, work: Watch) -> PreviewBudget:
    return PreviewBudget(clock, work)


def spend(budget: PreviewBudget, work: Watch, address: str, seconds: float) -> None:
    with budget.spending(address):
        work.now += seconds


def test_an_address_that_has_spent_its_share_has_to_wait(
    budget: PreviewBudget, work: Watch
) -> None:
    spend(budget, work, "eve", OF_ONE)

    with pytest.raises(TooManyError) as refusal:
        spend(budget, work, "eve", 0)

    assert refusal.value.retry_after == SPAN


def test_others_go_on_meanwhile(budget: PreviewBudget, work: Watch) -> None:
    spend(budget, work, "eve", OF_ONE)

    spend(budget, work, "ada", 0.1)


def test_many_addresses_share_what_there_is(budget: PreviewBudget, work: Watch) -> None:
    for number in range(int(OF_ALL / 2)):
        spend(budget, work, f"bot {number}", 2)
    spend(budget, work, "the last", 1)

    with pytest.raises(TooManyError):
        spend(budget, work, "ada", 0)


def test_a_minute_later_all_is_forgiven(
    budget: PreviewBudget, clock: Watch, work: Watch
) -> None:
    spend(budget, work, "eve", OF_ONE)
    clock.now = SPAN

    spend(budget, work, "eve", 0.1)


def test_even_what_is_quickly_done_costs_something(
    budget: PreviewBudget, work: Watch
) -> None:
    for _ in range(61):
        spend(budget, work, "eve", 0)

    with pytest.raises(TooManyError):
        spend(budget, work, "eve", 0)


def test_what_fails_is_counted(budget: PreviewBudget, work: Watch) -> None:
    with suppress(ValueError), budget.spending("eve"):
        work.now += OF_ONE
        raise ValueError

    with pytest.raises(TooManyError):
        spend(budget, work, "eve", 0)


def post(budget: PreviewBudget, work: Watch, seconds: float, *, is_kept: bool) -> None:
    with budget.posting("eve") as effort:
        work.now += seconds
        effort.is_kept = is_kept


def test_what_is_posted_in_vain_is_counted(budget: PreviewBudget, work: Watch) -> None:
    post(budget, work, OF_ONE, is_kept=False)

    with pytest.raises(TooManyError):
        post(budget, work, 0, is_kept=True)


def test_what_is_kept_costs_nothing_here(budget: PreviewBudget, work: Watch) -> None:
    for _ in range(9):
        post(budget, work, OF_ONE, is_kept=True)


def test_previews_keep_nobody_from_posting(budget: PreviewBudget, work: Watch) -> None:
    spend(budget, work, "eve", OF_ALL)

    post(budget, work, 1, is_kept=True)

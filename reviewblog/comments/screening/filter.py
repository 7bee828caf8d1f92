"""How likely a comment is spam, judged by the words of those decided before.

Robinson's combination of word probabilities by Fisher's method, as in SpamBayes:
"A Statistical Approach to the Spam Problem", Linux Journal 107 (2003). It can say
"not sure", and it says by which words it came to what it says.
"""

from collections.abc import Iterable
from math import exp, log

from msgspec import Struct

# How strongly an unknown word counts as undecided, and what undecided is.
STRENGTH, UNDECIDED = 0.45, 0.5
LEAST_DISTANCE = 0.1
MOST_WORDS = 100
SHOWN_WORDS = 5
# Below so many lessons of each sort it keeps its opinion to itself.
LEAST_SPAM, LEAST_GOOD = 10, 3
SPAM_FROM, UNSURE_FROM = 0.95, 0.6
# A few common words that good comments happened not to have are no proof of spam.
LEAST_AGAINST = 8
# Where one sort is rare, what it lacks says little: its share, but at least this much,
# is what a word seen in the other sort alone counts for.
LEAST_SHARE = 0.2


class Opinion(Struct, frozen=True):
    """A probability of spam, and the words that spoke loudest each way."""

    score: float
    speaks_against: int = 0
    against: tuple[str, ...] = ()
    in_favour: tuple[str, ...] = ()

    @property
    def is_spam(self) -> bool:
        """Tell whether it is sure of spam."""
        return self.score >= SPAM_FROM and self.speaks_against >= LEAST_AGAINST

    @property
    def is_unsure(self) -> bool:
        """Tell whether somebody had better look."""
        return self.score >= UNSURE_FROM and not self.is_spam


def has_learned(spam: int, good: int) -> bool:
    """Tell whether enough has been decided to judge by."""
    return spam >= LEAST_SPAM and good >= LEAST_GOOD


def judge(counts: Iterable[tuple[str, int, int]], *, spam: int, good: int) -> Opinion:
    """Judge a comment by its known words: each with its counts in spam and in good."""
    weighed = [
        (word, _probability(in_spam, in_good, spam, good))
        for word, in_spam, in_good in counts
    ]
    telling = [pair for pair in weighed if abs(pair[1] - UNDECIDED) >= LEAST_DISTANCE]
    # By word too, so that equal ones always come in the same order.
    telling.sort(key=lambda pair: (-abs(pair[1] - UNDECIDED), pair[0]))
    del telling[MOST_WORDS:]
    if not telling:
        return Opinion(UNDECIDED)
    chances = [chance for _, chance in telling]
    is_spam = 1 - _chi_square(
        -2 * sum(log(1 - chance) for chance in chances), len(chances)
    )
    is_good = 1 - _chi_square(-2 * sum(log(chance) for chance in chances), len(chances))
    return Opinion(
        score=(is_spam - is_good + 1) / 2,
        speaks_against=sum(chance > UNDECIDED for chance in chances),
        against=tuple(w for w, chance in telling if chance > UNDECIDED)[:SHOWN_WORDS],
        in_favour=tuple(w for w, chance in telling if chance < UNDECIDED)[:SHOWN_WORDS],
    )


def _probability(in_spam: int, in_good: int, spam: int, good: int) -> float:
    if not in_spam + in_good:
        return UNDECIDED
    raw = (in_spam / spam) / (in_spam / spam + in_good / good)
    times = in_spam * _share(good, spam) + in_good * _share(spam, good)
    return (STRENGTH * UNDECIDED + times * raw) / (STRENGTH + times)


def _share(rare: int, common: int) -> float:
    return min(1, max(LEAST_SHARE, rare / common))


def _chi_square(value: float, pairs: int) -> float:
    """Return the chance of at least that value with twice so many degrees."""
    half = value / 2
    term = total = exp(-half)
    for degree in range(1, pairs):
        term *= half / degree
        total += term
    return min(total, 1.0)

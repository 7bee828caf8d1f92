"""A thousand spam comments of several campaigns, and fifty good ones, for the test.

The same seed makes the same texts. The good ones talk about films, some of them with
links, and in words that spammers use too.
"""

from dataclasses import dataclass
from pathlib import Path
from random import Random


@dataclass(frozen=True, slots=True)
class Sample:
    """A comment as somebody would send it."""

    name: str
    body: str
    is_spam: bool
    email: str = ""


GOOD = Path(__file__).with_name("good.txt")
_FIRST = (
    "Kevin Linda Marcus Olga Brandon Cheryl Dmitri Susan Viktor Tina Roy Wanda".split()
)
_LAST = "Smith Johnson Petrov Miller Garcia Brown Lee Novak Silva Khan".split()
_TOPS = ("top", "info", "xyz", "click", "shop", "online")
_PRAISE = (
    "Great post, very informative",
    "I really enjoyed reading this article",
    "Nice blog, keep up the good work",
    "Amazing content, thanks for sharing",
    "This review helped me a lot",
    "Wow, what a wonderful film and a wonderful site",
)
_PILLS = ("viagra", "cialis", "tramadol", "modafinil", "xanax")
_GAMES = ("casino", "slots", "poker", "roulette", "baccarat", "sportsbook")
_WATCHES = ("rolex", "omega", "cartier", "gucci", "prada", "louis vuitton")
_COINS = ("bitcoin", "ethereum", "dogecoin", "usdt", "forex", "crypto")


def _host(chance: Random, *words: str) -> str:
    word = chance.choice(words).replace(" ", "")
    return (
        f"{word}-{chance.choice(('deals', 'best', 'online', 'vip', '24'))}"
        f"{chance.randrange(100)}.{chance.choice(_TOPS)}"
    )


def _pharmacy(chance: Random) -> str:
    pill = chance.choice(_PILLS)
    return (
        f"{chance.choice(('Buy', 'Order', 'Get'))} cheap {pill} online without "
        f"prescription, {chance.choice(('fast', 'free', 'discreet'))} shipping "
        f"{chance.randrange(10, 90)}% off https://{_host(chance, *_PILLS)}/{pill}"
    )


def _casino(chance: Random) -> str:
    game = chance.choice(_GAMES)
    return (
        f"{chance.choice(_PRAISE)}! Play {game} with a {chance.randrange(50, 500)} "
        f"free spins bonus, no deposit, real money jackpot at {_host(chance, *_GAMES)}"
    )


def _replicas(chance: Random) -> str:
    brand = chance.choice(_WATCHES)
    return (
        f"Luxury replica {brand} watches and handbags, best price wholesale outlet "
        f"[{brand} replica](http://{_host(chance, *_WATCHES)}/{chance.randrange(999)})"
    )


def _coins(chance: Random) -> str:
    coin = chance.choice(_COINS)
    return (
        f"I was able to make ${chance.randrange(2, 90)},000 weekly trading {coin} with "
        f"expert {chance.choice(_FIRST)} {chance.choice(_LAST)}. Contact on WhatsApp "
        f"+1{chance.randrange(10**9, 10**10 - 1)} to recover your investment and profit"
    )


def _ranking(chance: Random) -> str:
    return (
        f"{chance.choice(_PRAISE)}. We offer SEO backlinks, guest posts and first page "
        f"ranking on Google, boost your traffic by {chance.randrange(100, 900)}%. "
        f"Visit https://{_host(chance, 'seo', 'rank', 'traffic')}"
    )


def _loans(chance: Random) -> str:
    return (
        "Do you need an urgent loan? We give out loans from "
        f"{chance.randrange(1, 9)},000 to {chance.randrange(100, 900)},000 at "
        f"{chance.randrange(1, 4)}% interest rate, apply today by email to "
        f"{chance.choice(_FIRST).lower()}loan@{_host(chance, 'loan')}"
    )


def _streams(chance: Random) -> str:
    return (
        f"Watch {chance.choice(('full movie', 'all episodes', 'film'))} free online "
        "HD streaming no sign up download 1080p "
        f"https://{_host(chance, 'movies', 'stream')}"
    )


CAMPAIGNS = (_pharmacy, _casino, _replicas, _coins, _ranking, _loans, _streams)


def spam(count: int, chance: Random) -> list[Sample]:
    """Make spam of all campaigns; no two are quite the same."""
    return [
        Sample(
            name=chance.choice(_FIRST)
            + chance.choice(("", " "))
            + chance.choice(_LAST),
            body=chance.choice(CAMPAIGNS)(chance),
            email=f"{chance.choice(_FIRST).lower()}{chance.randrange(9999)}@gmail.com",
            is_spam=True,
        )
        for _ in range(count)
    ]


def mixed(seed: int) -> list[Sample]:
    """Make a thousand spam comments with the fifty good ones among them."""
    chance = Random(seed)
    lines = GOOD.read_text("utf-8").splitlines()
    pairs = [line.split(": ", 1) for line in lines]
    good = [Sample(name=name, body=body, is_spam=False) for name, body in pairs]
    samples = spam(1000, chance) + good
    chance.shuffle(samples)
    return samples

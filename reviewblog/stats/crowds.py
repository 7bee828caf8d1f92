"""How many different readers there were, without knowing any of them.

Linear counting (Whang, Vander-Zanden and Taylor, 1990): each reader sets one of a few
thousand bits, chosen by a hash, and how many bits are still clear tells how many
readers there were. Many readers share a bit, so no bit stands for anybody.
"""

from math import log

BITS = 4096
BYTES = BITS // 8


def bit_of(keyed_hash: str) -> int:
    """Return the bit that a reader sets, as a number with just that bit."""
    return 1 << (int(keyed_hash, 16) % BITS)


def estimate(bits: int) -> int:
    """Estimate how many readers set these bits; about right to a few in a hundred."""
    clear = BITS - bits.bit_count()
    # A full set of bits says no more than that there were very many.
    return round(-BITS * log(max(clear, 1) / BITS))


def packed(bits: int) -> bytes:
    """Write the bits down for the database."""
    return bits.to_bytes(BYTES, "big")


def unpacked(stored: bytes | None) -> int:
    """Read the bits back; none where they were thrown away."""
    return int.from_bytes(stored or b"", "big")
